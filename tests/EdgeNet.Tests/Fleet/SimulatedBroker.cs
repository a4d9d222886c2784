using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeNet.Fleet;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace EdgeNet.Tests.Fleet;

/// <summary>A broker in this process, on a port of its own. It keeps retained messages when it is killed, and may lose messages.</summary>
internal sealed class SimulatedBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, MqttApplicationMessage> _retained = new();
    private readonly Random _random;
    private readonly Lock _gate = new();
    private MqttServer? _server;

    public SimulatedBroker(int seed = 1)
    {
        _random = new Random(seed);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>The share of messages that are lost on each way.</summary>
    public double Loss { get; set; }

    /// <summary>User and password; null lets everybody in.</summary>
    public (string User, string Password)? Account { get; init; }

    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether it knows MQTT 3.1.1 only.</summary>
    public bool IsOld { get; init; }

    /// <summary>Topics that nobody may write to.</summary>
    public string? ForbiddenEnd { get; init; }

    /// <summary>What it answers to every message; null for what is usual.</summary>
    public MqttPubAckReasonCode? Answer { get; set; }

    /// <summary>Called with the client and the topic of each message that is published; false holds it back.</summary>
    public Func<string, MqttApplicationMessage, bool>? OnPublish { get; set; }

    public ConcurrentQueue<MqttProtocolVersion> Versions { get; } = [];

    public string Url => $"{(Certificate is null ? "mqtt" : "mqtts")}://localhost:{Port}";

    public BrokerAddress Address => BrokerAddress.Of(Url);

    /// <summary>The retained message of a topic; empty for none.</summary>
    public byte[] Retained(string topic) => _retained.TryGetValue(topic, out MqttApplicationMessage? message) ? message.Payload.FirstSpan.ToArray() : [];

    public async Task<SimulatedBroker> StartAsync()
    {
        MqttServerOptionsBuilder options = new MqttServerOptionsBuilder().WithPersistentSessions(false).WithMaxPendingMessagesPerClient(10_000);
        if (Certificate is null)
        {
            options.WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(Port).WithDefaultEndpointReuseAddress();
        }
        else
        {
            options.WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback).WithEncryptedEndpointBoundIPV6Address(IPAddress.None).WithEncryptedEndpointPort(Port).WithTlsEndpointReuseAddress().WithEncryptionCertificate(Certificate);
        }

        _server = new MqttServerFactory().CreateMqttServer(options.Build());
        _server.ValidatingConnectionAsync += Validate;
        _server.InterceptingPublishAsync += Publish;
        _server.InterceptingClientEnqueueAsync += Enqueue;
        _server.LoadingRetainedMessageAsync += loading =>
        {
            loading.LoadedRetainedMessages = [.. _retained.Values];
            return Task.CompletedTask;
        };
        _server.RetainedMessageChangedAsync += changed =>
        {
            if (changed.ChangedRetainedMessage.Payload.Length == 0)
            {
                _retained.TryRemove(changed.ChangedRetainedMessage.Topic, out _);
            }
            else
            {
                _retained[changed.ChangedRetainedMessage.Topic] = changed.ChangedRetainedMessage;
            }

            return Task.CompletedTask;
        };
        await _server.StartAsync();
        return this;
    }

    /// <summary>Ends it as a killed process: clients are cut off.</summary>
    public async Task KillAsync()
    {
        await _server!.StopAsync(new MqttServerStopOptionsBuilder().Build());
        _server.Dispose();
        _server = null;
    }

    /// <summary>Sends its clients away, and says why.</summary>
    public async Task SendAwayAsync(MqttDisconnectReasonCode why)
    {
        foreach (MqttClientStatus client in await _server!.GetClientsAsync())
        {
            await client.DisconnectAsync(new MqttServerClientDisconnectOptions { ReasonCode = why });
        }
    }

    public Task PublishAsync(string topic, byte[] payload, bool isRetained) =>
        _server!.InjectApplicationMessage(new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(isRetained).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build()) { SenderClientId = "test" });

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await KillAsync();
        }
    }

    private Task Validate(ValidatingConnectionEventArgs connection)
    {
        Versions.Enqueue(connection.ProtocolVersion);
        if (IsOld && connection.ProtocolVersion == MqttProtocolVersion.V500)
        {
            connection.ReasonCode = MqttConnectReasonCode.UnsupportedProtocolVersion;
        }
        else if (Account is { } account && (connection.UserName != account.User || connection.Password != account.Password))
        {
            connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        }

        return Task.CompletedTask;
    }

    private Task Publish(InterceptingPublishEventArgs publish)
    {
        if (ForbiddenEnd is { } end && publish.ApplicationMessage.Topic.EndsWith(end, StringComparison.Ordinal))
        {
            publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            publish.ProcessPublish = false;
        }
        else if (Answer is { } answer)
        {
            publish.Response.ReasonCode = answer;
            publish.ProcessPublish = false;
        }
        else if ((!OnPublish?.Invoke(publish.ClientId, publish.ApplicationMessage) ?? false) || IsLost())
        {
            publish.ProcessPublish = false;
        }

        return Task.CompletedTask;
    }

    private Task Enqueue(InterceptingClientApplicationMessageEnqueueEventArgs enqueue)
    {
        enqueue.AcceptEnqueue = !IsLost();
        return Task.CompletedTask;
    }

    private bool IsLost()
    {
        lock (_gate)
        {
            return Loss > 0 && _random.NextDouble() < Loss;
        }
    }
}
