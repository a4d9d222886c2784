using System.Buffers;
using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeNet.Fleet;

/// <summary>A message as it came from the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="IsRetained">Whether the broker had kept it: it may be old.</param>
/// <param name="IsRepeated">Whether the broker may have delivered it before.</param>
internal sealed record MqttMessage(string Topic, byte[] Payload, bool IsRetained, bool IsRepeated);

/// <summary>A connection to a broker that comes back after it was lost, with its subscriptions.</summary>
internal sealed class MqttConnection : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly BrokerAddress _address;
    private readonly TimeProvider _clock;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _isLost = new(0);
    private MqttProtocolVersion _version;
    private readonly HashSet<MqttClientPublishReasonCode> _refusals = [];
    private string[] _filters = [];
    private Task _keeping = Task.CompletedTask;

    /// <summary>Makes a connection that is not yet open.</summary>
    /// <param name="address">The broker.</param>
    /// <param name="clock">Measures the waits before it tries again.</param>
    public MqttConnection(BrokerAddress address, TimeProvider clock)
    {
        _address = address;
        _clock = clock;
        _version = address.Version ?? MqttProtocolVersion.V500;
        _client.ApplicationMessageReceivedAsync += received =>
        {
            MqttApplicationMessage message = received.ApplicationMessage;
            OnMessage?.Invoke(new MqttMessage(message.Topic, message.Payload.ToArray(), message.Retain, message.Dup));
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += lost =>
        {
            // A broker of version 5 may say why, as with a message that is too long for it.
            LostBecause = lost.ClientWasConnected && lost.Reason is not (MqttClientDisconnectReason.NormalDisconnection or MqttClientDisconnectReason.UnspecifiedError)
                ? $" ({lost.Reason})"
                : string.Empty;
            _isLost.Release();
            return Task.CompletedTask;
        };
    }

    /// <summary>Called for every message, one at a time.</summary>
    public Action<MqttMessage>? OnMessage { get; set; }

    /// <summary>Called with true when the connection is there again, after it was lost, and with false when it is lost.</summary>
    public Action<bool>? OnConnected { get; set; }

    /// <summary>Called with what the broker says of messages that it does not take, once for each reason.</summary>
    public Action<string>? OnRefused { get; set; }

    /// <summary>Why the broker ended the last connection, in brackets; empty where it did not say.</summary>
    public string LostBecause { get; private set; } = string.Empty;

    /// <summary>Whether the broker says so when it does not take a message; by version 3.1.1 it cannot.</summary>
    public bool TellsRefusals => _version == MqttProtocolVersion.V500;

    /// <summary>How long to wait for an answer of the broker.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a connection.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>The version of MQTT: 5.0 or 3.1.1.</summary>
    public string VersionText => _version == MqttProtocolVersion.V500 ? "5.0" : "3.1.1";

    /// <summary>Connects and subscribes.</summary>
    /// <param name="filters">What to subscribe to.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <exception cref="InputException">The broker cannot be reached, or does not let in.</exception>
    public async Task OpenAsync(string[] filters, CancellationToken stop)
    {
        _filters = filters;
        if (await TryConnectAsync(_version, stop).ConfigureAwait(false) is { } fault)
        {
            // An old broker closes the connection, or says that it does not know version 5.
            bool mayBeOld = _address.Version is null && fault.IsOfTheProtocol;
            if (!mayBeOld || await TryConnectAsync(MqttProtocolVersion.V311, stop).ConfigureAwait(false) is not null)
            {
                string message = $"{_address.Shown}: {fault.Message}";
                throw fault.Cause is null ? new InputException(message) : new InputException(message, fault.Cause);
            }

            _version = MqttProtocolVersion.V311;
        }

        await SubscribeAsync(stop).ConfigureAwait(false);
        _keeping = KeepAsync(_over.Token);
    }

    /// <summary>Sends a message with quality of service 1.</summary>
    /// <returns>Whether the broker has it; where not, the connection is being made anew.</returns>
    /// <exception cref="InputException">The broker does not allow it.</exception>
    public async Task<bool> PublishAsync(string topic, byte[] payload, bool isRetained, CancellationToken stop)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop, _over.Token);
        timed.CancelAfter(Timeout);
        try
        {
            MqttApplicationMessage message = new MqttApplicationMessageBuilder()
                .WithTopic(topic).WithPayload(payload).WithRetainFlag(isRetained).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
            MqttClientPublishResult result = await _client.PublishAsync(message, timed.Token).ConfigureAwait(false);
            if (result.ReasonCode == MqttClientPublishReasonCode.NotAuthorized)
            {
                throw new InputException($"{_address.Shown}: does not allow {Who} to write to {topic}; change its access list.");
            }

            bool isNew;
            lock (_refusals)
            {
                isNew = !result.IsSuccess && _refusals.Add(result.ReasonCode);
            }

            if (isNew)
            {
                OnRefused?.Invoke($"{_address.Shown}: does not take a message of {payload.Length} bytes to {topic}: {result.ReasonCode}{(string.IsNullOrEmpty(result.ReasonString) ? string.Empty : $", {NodeText.Of(result.ReasonString)}")}.");
            }

            return result.IsSuccess;
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        OnMessage = null;
        OnConnected = null;
        OnRefused = null;
        await _over.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            using var timed = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), timed.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            // It is closed in any case.
        }

        _client.Dispose();
        _over.Dispose();
        _isLost.Dispose();
    }

    private string Who => _address.User is null ? "a client without a user" : $"the user '{_address.User}'";

    private static bool IsOfTheConnection(Exception e) =>
        e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException or TimeoutException
            or MQTTnet.Exceptions.MqttClientNotConnectedException or MQTTnet.Exceptions.MqttClientDisconnectedException or MQTTnet.Exceptions.MqttProtocolViolationException;

    private async Task KeepAsync(CancellationToken over)
    {
        while (true)
        {
            await _isLost.WaitAsync(over).ConfigureAwait(false);
            OnConnected?.Invoke(false);
            TimeSpan wait = TimeSpan.FromSeconds(1);
            while (!await TryReopenAsync(over).ConfigureAwait(false))
            {
                await Task.Delay(wait, _clock, over).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }

            OnConnected?.Invoke(true);
        }
    }

    private async Task<bool> TryReopenAsync(CancellationToken over)
    {
        if (_client.IsConnected)
        {
            return true;
        }

        if (await TryConnectAsync(_version, over).ConfigureAwait(false) is not null)
        {
            return false;
        }

        while (_isLost.Wait(0, CancellationToken.None))
        {
            // Attempts that failed are told as losses, too.
        }

        try
        {
            await SubscribeAsync(over).ConfigureAwait(false);
            return _client.IsConnected;
        }
        catch (Exception e) when (!over.IsCancellationRequested && (e is InputException || IsOfTheConnection(e)))
        {
            return false;
        }
    }

    private async Task SubscribeAsync(CancellationToken stop)
    {
        var options = new MqttClientSubscribeOptions
        {
            TopicFilters = [.. _filters.Select(filter => new MqttTopicFilter
            {
                Topic = filter,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                NoLocal = _version == MqttProtocolVersion.V500,
            })],
        };
        try
        {
            MqttClientSubscribeResult result = await _client.SubscribeAsync(options, stop).ConfigureAwait(false);
            if (result.Items.FirstOrDefault(item => (int)item.ResultCode >= (int)MqttClientSubscribeResultCode.UnspecifiedError) is { } refused)
            {
                throw new InputException($"{_address.Shown}: does not allow {Who} to read {refused.TopicFilter.Topic}; change its access list.");
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested && IsOfTheConnection(e))
        {
            throw new InputException($"{_address.Shown}: the connection was lost at once: {e.Message}", e);
        }
    }

    // Null when it worked.
    private async Task<Fault?> TryConnectAsync(MqttProtocolVersion version, CancellationToken stop)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(Timeout);
        string? refused = null;
        try
        {
            MqttClientConnectResult result = await _client.ConnectAsync(_address.Options(version, Timeout, why => refused = why), timed.Token).ConfigureAwait(false);
            return result.ResultCode switch
            {
                MqttClientConnectResultCode.Success => null,
                MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized =>
                    new Fault($"does not let {Who} in{(_address.Password is null ? $" without a password; put it into {BrokerAddress.PasswordVariable}" : "; check user and password")}.", false),
                MqttClientConnectResultCode.UnsupportedProtocolVersion => new Fault($"does not speak MQTT {(version == MqttProtocolVersion.V500 ? "5; try --mqtt 3.1.1" : "3.1.1; try --mqtt 5")}.", true),
                _ => new Fault($"refuses the connection: {result.ResultCode}{(string.IsNullOrEmpty(result.ReasonString) ? string.Empty : $", {result.ReasonString}")}.", false),
            };
        }
        catch (Exception e) when (timed.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // MQTTnet tells it as a cancellation, or as a connection that was closed.
            return new Fault($"no answer within {Timeout.TotalSeconds:0} s; is it a broker{(_address.IsSecure ? " with TLS" : string.Empty)}?", false, e);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && Inner<AuthenticationException>(e) is { } why)
        {
            return new Fault($"{refused ?? $"it speaks no TLS that this machine does: {why.Message.TrimEnd('.')}"}.", false, e);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && Inner<SocketException>(e) is { } why)
        {
            return new Fault($"cannot be reached: {why.Message.TrimEnd('.')}.", why.SocketErrorCode == SocketError.ConnectionReset, e);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return new Fault($"the connection ends while it is made{(_address.IsSecure ? string.Empty : "; does it want mqtts://?")}: {e.Message.TrimEnd('.')}.", true, e);
        }
    }

    private static TException? Inner<TException>(Exception e)
        where TException : Exception
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            if (at is TException found)
            {
                return found;
            }
        }

        return null;
    }

    // IsOfTheProtocol: another version of MQTT may work.
    private sealed record Fault(string Message, bool IsOfTheProtocol, Exception? Cause = null);
}
