using System.CommandLine;
using EdgeNet.Fleet;
using MQTTnet.Formatter;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The options by which a command reaches an MQTT broker.</summary>
internal sealed class BrokerOptions
{
    private const string Old = "3.1.1";
    private const string New = "5";

    private readonly Option<string?> _authority = new("--ca") { Description = "With mqtts://: a PEM file with the certificate of the authority that signed the broker's. [default: the authorities that this machine trusts]" };

    private readonly Option<string?> _user = new("--user") { Description = $"The user at the broker; the password is taken from the variable {BrokerAddress.PasswordVariable} of the environment." };

    private readonly Option<string?> _version = new("--mqtt") { Description = $"The version of MQTT, {New} or {Old}. [default: {New}; {Old} where the broker refuses it]" };

    private readonly Option<string> _prefix = new("--prefix") { Description = "What the topics begin with.", DefaultValueFactory = _ => MqttTopics.DefaultPrefix };

    public BrokerOptions() => _version.AcceptOnlyFromAmong(New, Old);

    /// <summary>The address of the broker.</summary>
    public Option<string?> Url { get; } = new("--broker") { Description = "The MQTT broker: mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [Url, .. Others];

    /// <summary>Those that say nothing without a broker.</summary>
    public IEnumerable<Option> Others => [_user, _authority, _version, _prefix];

    /// <summary>The broker that a command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">For a warning.</param>
    /// <exception cref="InputException">It cannot be one.</exception>
    public BrokerAddress Address(ParseResult parsed, IAnsiConsole console)
    {
        BrokerAddress address = Address(parsed);
        if (address.Warning is { } warning)
        {
            console.WriteLine(warning);
        }

        return address;
    }

    /// <summary>The topics that a command line names.</summary>
    /// <exception cref="InputException">They cannot be any.</exception>
    public MqttTopics Topics(ParseResult parsed, string devices) => MqttTopics.Below(parsed.GetRequiredValue(_prefix), devices);

    private BrokerAddress Address(ParseResult parsed)
    {
        var address = BrokerAddress.Of(parsed.GetRequiredValue(Url)!);
        string? authority = parsed.GetValue(_authority);
        if (authority is not null && !address.IsSecure)
        {
            throw new InputException("--ca goes with mqtts:// only: a connection by mqtt:// shows no certificate.");
        }

        string? password = Environment.GetEnvironmentVariable(BrokerAddress.PasswordVariable);
        return address with
        {
            User = parsed.GetValue(_user) ?? address.User,
            Password = string.IsNullOrEmpty(password) ? null : password,
            Authority = authority is null ? null : BrokerAddress.ReadAuthority(authority),
            Version = parsed.GetValue(_version) switch
            {
                New => MqttProtocolVersion.V500,
                Old => MqttProtocolVersion.V311,
                _ => null,
            },
        };
    }
}
