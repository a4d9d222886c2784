namespace EdgeNet.Fleet;

/// <summary>The topics of a fleet, below a prefix: <c>edgenet/DEVICE/status</c> and so on; DEVICE may have levels.</summary>
/// <param name="Prefix">The first levels.</param>
/// <param name="Filter">Which devices, with the wildcards of MQTT: <c>line-3/+</c>, or <c>#</c> for all.</param>
internal sealed record MqttTopics(string Prefix, string Filter)
{
    public const string DefaultPrefix = "edgenet";
    public const string AllDevices = "#";

    public const string Offer = "offer";
    public const string Chunk = "chunk";
    public const string Query = "query";
    public const string Status = "status";
    public const string Health = "health";

    /// <summary>The most characters of a device's name; a longer one is not one of ours.</summary>
    public const int MostCharacters = 200;

    private readonly string[] _filter = Filter.Split('/');

    /// <summary>Whether the filter names one device.</summary>
    public bool IsOneDevice => !Filter.Contains('+', StringComparison.Ordinal) && !Filter.Contains('#', StringComparison.Ordinal);

    /// <summary>Checks what a user wrote.</summary>
    /// <exception cref="InputException">A name cannot be part of a topic.</exception>
    public static MqttTopics Below(string prefix, string filter)
    {
        if (prefix.Length == 0 || prefix.AsSpan().ContainsAny('+', '#', '\0') || prefix[0] == '$' || prefix.StartsWith('/') || prefix.EndsWith('/'))
        {
            throw new InputException($"'{prefix}' cannot begin the topics: it has no wildcards, no '$' and no '/' at its ends, as in '{DefaultPrefix}'.");
        }

        string[] levels = filter.Split('/');
        for (int i = 0; i < levels.Length; i++)
        {
            bool isWildcard = levels[i] == "+" || (levels[i] == "#" && i == levels.Length - 1);
            if (!isWildcard && (levels[i].Length == 0 || levels[i].AsSpan().ContainsAny('+', '#', '\0')))
            {
                throw new InputException($"'{filter}' is no filter of MQTT: '+' stands for one whole level, and '#' at the end for all that follow, as in 'line-3/+' or 'hall/#'.");
            }
        }

        return new MqttTopics(prefix, filter);
    }

    public string Of(string device, string kind) => $"{Prefix}/{device}/{kind}";

    /// <summary>The filters to subscribe to for messages of some kinds. One that ends in '#' brings all kinds.</summary>
    public string[] FiltersOf(params string[] kinds) => _filter[^1] == "#" ? [$"{Prefix}/{Filter}"] : [.. kinds.Select(kind => Of(Filter, kind))];

    /// <summary>Takes a topic apart.</summary>
    /// <returns>False for a topic that is not of these devices.</returns>
    public bool TryRead(string topic, out string device, out string kind)
    {
        device = kind = string.Empty;
        int last = topic.LastIndexOf('/');
        int first = Prefix.Length + 1;
        if (!topic.StartsWith(Prefix + "/", StringComparison.Ordinal) || last <= first || last - first > MostCharacters)
        {
            return false;
        }

        device = topic[first..last];
        kind = topic[(last + 1)..];
        return Matches(device);
    }

    /// <summary>Whether a device is one of those that the filter names.</summary>
    public bool Matches(string device)
    {
        string[] levels = device.Split('/');
        for (int i = 0; i < _filter.Length; i++)
        {
            if (_filter[i] == "#")
            {
                return true; // also the level above, as in MQTT
            }

            if (i >= levels.Length)
            {
                return false;
            }

            if (_filter[i] != "+" && _filter[i] != levels[i])
            {
                return false;
            }

            if (i == levels.Length - 1 && i + 2 == _filter.Length && _filter[i + 1] == "#")
            {
                return true;
            }
        }

        return levels.Length == _filter.Length;
    }
}
