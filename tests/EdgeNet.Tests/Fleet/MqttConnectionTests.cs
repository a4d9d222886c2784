using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeNet.Files;
using EdgeNet.Fleet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeNet.Tests.Fleet;

/// <summary>Connections to brokers that let in, and to those that do not.</summary>
[TestClass]
public class MqttConnectionTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false, null, "5.0", "V500")]
    [DataRow(true, null, "3.1.1", "V500 V311")]
    [DataRow(false, MqttProtocolVersion.V311, "3.1.1", "V311")]
    [DataRow(true, MqttProtocolVersion.V311, "3.1.1", "V311")]
    public async Task OpenAsync_EachVersion_IsTheOneThatTheBrokerSpeaks(bool isOld, MqttProtocolVersion? wanted, string spoken, string tried)
    {
        await using SimulatedBroker broker = await new SimulatedBroker { IsOld = isOld }.StartAsync();
        await using var connection = new MqttConnection(broker.Address with { Version = wanted }, TimeProvider.System);

        await connection.OpenAsync(["edgenet/#"], TestContext.CancellationToken);

        Assert.AreEqual(spoken, connection.VersionText);
        Assert.AreEqual(tried, string.Join(' ', broker.Versions));
    }

    [TestMethod]
    public async Task OpenAsync_OldBrokerAndVersion5Wanted_SaysSo()
    {
        await using SimulatedBroker broker = await new SimulatedBroker { IsOld = true }.StartAsync();
        await ShouldFail(broker.Address with { Version = MqttProtocolVersion.V500 }, $"{broker.Url}: does not speak MQTT 5; try --mqtt 3.1.1.");
    }

    [TestMethod]
    public async Task OpenAsync_NobodyListens_SaysSo()
    {
        await using var broker = new SimulatedBroker();
        await ShouldFail(broker.Address, $"{broker.Url}: cannot be reached: Connection refused.");
    }

    [TestMethod]
    public async Task OpenAsync_NoBrokerButSomething_SaysSo()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = new BrokerAddress("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, false);
        await using var connection = new MqttConnection(address, TimeProvider.System) { Timeout = TimeSpan.FromMilliseconds(200) };
        InputException e = await Assert.ThrowsExactlyAsync<InputException>(() => connection.OpenAsync(["#"], TestContext.CancellationToken));
        Assert.StartsWith($"{address.Shown}: no answer within", e.Message);
    }

    [TestMethod]
    [DataRow(null, null, "does not let a client without a user in without a password; put it into EDGENET_MQTT_PASSWORD.")]
    [DataRow("anna", null, "does not let the user 'anna' in without a password; put it into EDGENET_MQTT_PASSWORD.")]
    [DataRow("anna", "wrong", "does not let the user 'anna' in; check user and password.")]
    public async Task OpenAsync_WrongUserOrPassword_SaysSo(string? user, string? password, string message)
    {
        await using SimulatedBroker broker = await new SimulatedBroker { Account = ("anna", "right") }.StartAsync();
        await ShouldFail(broker.Address with { User = user, Password = password }, $"{broker.Url}: {message}");
        Assert.HasCount(1, broker.Versions); // no second attempt, by which an account could be locked

        await using var connection = new MqttConnection(broker.Address with { User = "anna", Password = "right" }, TimeProvider.System);
        await connection.OpenAsync(["edgenet/#"], TestContext.CancellationToken);
        Assert.IsTrue(connection.IsConnected);
    }

    [TestMethod]
    public async Task OpenAsync_Tls_TrustsOnlyTheAuthority()
    {
        (X509Certificate2 authority, X509Certificate2 certificate) = Certificates("localhost");
        (X509Certificate2 other, X509Certificate2 _) = Certificates("localhost");
        await using SimulatedBroker broker = await new SimulatedBroker { Certificate = certificate }.StartAsync();

        await using (var connection = new MqttConnection(broker.Address with { Authority = [authority] }, TimeProvider.System))
        {
            await connection.OpenAsync(["edgenet/#"], TestContext.CancellationToken);
            Assert.IsTrue(connection.IsConnected);
        }

        await ShouldFail(broker.Address with { Authority = [other] }, $"{broker.Url}: its certificate was not signed by the authority of --ca.");
        await ShouldFail(broker.Address, $"{broker.Url}: its certificate is not trusted by this machine; name the authority that signed it with --ca.");
        await ShouldFail(
            broker.Address with { Authority = [authority], Host = "127.0.0.1" }, $"mqtts://127.0.0.1:{broker.Port}: its certificate is not for '127.0.0.1'; use the name that it is for.");
        InputException plain = await Fails(broker.Address with { IsSecure = false });
        Assert.StartsWith($"mqtt://localhost:{broker.Port}: ", plain.Message);
    }

    [TestMethod]
    public async Task OpenAsync_ExpiredCertificate_SaysSo()
    {
        (X509Certificate2 authority, X509Certificate2 certificate) = Certificates("localhost", days: -1);
        await using SimulatedBroker broker = await new SimulatedBroker { Certificate = certificate }.StartAsync();
        await ShouldFail(broker.Address with { Authority = [authority] }, $"{broker.Url}: its certificate has expired, or is not valid yet by the clock of this machine.");
    }

    [TestMethod]
    public async Task PublishAsync_BrokerKilledAndBack_WorksAgainWithTheSubscriptions()
    {
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var connection = new MqttConnection(broker.Address, new SimulatedClock(100));
        var states = new List<bool>();
        var back = new TaskCompletionSource();
        var heard = new TaskCompletionSource<string>();
        connection.OnConnected = state =>
        {
            states.Add(state);
            if (state)
            {
                back.SetResult();
            }
        };
        connection.OnMessage = message => heard.TrySetResult(message.Topic);
        await connection.OpenAsync(["edgenet/+/status"], TestContext.CancellationToken);

        await broker.KillAsync();
        Assert.IsFalse(await connection.PublishAsync("edgenet/a/query", [3], isRetained: false, TestContext.CancellationToken));
        await broker.StartAsync();
        await back.Task.WaitAsync(TestContext.CancellationToken);

        Assert.IsTrue(await connection.PublishAsync("edgenet/a/query", [3], isRetained: false, TestContext.CancellationToken));
        await broker.PublishAsync("edgenet/a/status", [1], isRetained: false);
        Assert.AreEqual("edgenet/a/status", await heard.Task.WaitAsync(TestContext.CancellationToken));
        CollectionAssert.AreEqual((bool[])[false, true], states);
    }

    [TestMethod]
    [DataRow(false, " (PacketTooLarge)")]
    [DataRow(true, "")]
    public async Task OnConnected_BrokerSaysWhyItEndsTheConnection_IsTold(bool isOld, string why)
    {
        await using SimulatedBroker broker = await new SimulatedBroker { IsOld = isOld }.StartAsync();
        await using var connection = new MqttConnection(broker.Address, new SimulatedClock(100));
        var lost = new TaskCompletionSource<string>();
        connection.OnConnected = _ => lost.TrySetResult(connection.LostBecause);
        await connection.OpenAsync(["edgenet/#"], TestContext.CancellationToken);

        await broker.SendAwayAsync(MqttDisconnectReasonCode.PacketTooLarge);

        Assert.AreEqual(why, await lost.Task.WaitAsync(TestContext.CancellationToken));
    }

    [TestMethod]
    [DataRow(MqttPubAckReasonCode.QuotaExceeded, "QuotaExceeded")]
    [DataRow(MqttPubAckReasonCode.PayloadFormatInvalid, "PayloadFormatInvalid")]
    public async Task PublishAsync_BrokerDoesNotTakeIt_IsToldOnce(MqttPubAckReasonCode answer, string reason)
    {
        await using SimulatedBroker broker = await new SimulatedBroker { Answer = answer }.StartAsync();
        await using var connection = new MqttConnection(broker.Address, TimeProvider.System);
        var told = new List<string>();
        connection.OnRefused = told.Add;
        await connection.OpenAsync(["edgenet/#"], TestContext.CancellationToken);
        for (int i = 0; i < 3; i++)
        {
            Assert.IsFalse(await connection.PublishAsync("edgenet/a/chunk", [1, 2, 3], isRetained: false, TestContext.CancellationToken));
        }

        CollectionAssert.AreEqual((string[])[$"{broker.Url}: does not take a message of 3 bytes to edgenet/a/chunk: {reason}."], told);
    }

    [TestMethod]
    [DataRow("mqtt://broker", "broker", 1883, false, null)]
    [DataRow("mqtts://broker.example", "broker.example", 8883, true, null)]
    [DataRow("mqtt://10.0.0.7:1900/", "10.0.0.7", 1900, false, null)]
    [DataRow("mqtt://[::1]:1883", "::1", 1883, false, null)]
    [DataRow("mqtt://an%40na@broker", "broker", 1883, false, "an@na")]
    public void Of_Url_IsRead(string url, string host, int port, bool isSecure, string? user)
    {
        var address = BrokerAddress.Of(url);
        Assert.AreEqual((host, port, isSecure, user), (address.Host, address.Port, address.IsSecure, address.User));
    }

    [TestMethod]
    [DataRow("broker", "is no address of a broker")]
    [DataRow("broker:1883", "write it as mqtt://HOST:PORT")]
    [DataRow("http://broker", "write it as mqtt://HOST:PORT")]
    [DataRow("ws://broker", "write it as mqtt://HOST:PORT")]
    [DataRow("mqtt://broker/edgenet", "has something behind the port")]
    [DataRow("mqtt://anna:secret@broker", "put it into the variable EDGENET_MQTT_PASSWORD")]
    public void Of_OtherText_IsRefused(string url, string message)
    {
        InputException e = Assert.ThrowsExactly<InputException>(() => BrokerAddress.Of(url));
        Assert.Contains(message, e.Message);
        Assert.DoesNotContain("secret", e.Message);
    }

    [TestMethod]
    [DataRow("mqtt://anna:secret@")]
    [DataRow("mqtt://anna:secret@:x")]
    [DataRow("anna:secret@broker")]
    [DataRow("anna://secret@broker")]
    [DataRow("secret://anna@broker")]
    [DataRow("mqtt://anna:se#cret:secret@broker")]
    [DataRow("mqtt://anna:sec@secret@broker:port")]
    [DataRow("mqtt://anna:secret%40broker")]
    [DataRow("mqtt://anna%3Asecret@broker")]
    [DataRow("mqtt://broker/anna:secret@broker")]
    [DataRow("mqtt:anna:secret@broker")]
    [DataRow("MQTT://anna:secret@broker")]
    [DataRow("mqtt://anna#secret@broker")]
    [DataRow("mqtt://anna?secret@broker")]
    public void Of_UserBeforeTheHost_IsNeverPrinted(string url)
    {
        InputException e = Assert.ThrowsExactly<InputException>(() => BrokerAddress.Of(url));
        Assert.DoesNotContain("secret", e.Message);
        Assert.DoesNotContain("anna", e.Message);
    }

    [TestMethod]
    public void Of_Fragment_IsRefused() =>
        Assert.Contains("has something behind the port", Assert.ThrowsExactly<InputException>(() => BrokerAddress.Of("mqtt://broker#line-3")).Message);

    [TestMethod]
    public void ReadAuthority_WhatIsNoCertificate_IsRefused()
    {
        using var folder = new TemporaryFolder();
        (X509Certificate2 authority, X509Certificate2 _) = Certificates("localhost");
        Assert.HasCount(1, BrokerAddress.ReadAuthority(folder.Write("ca.pem", authority.ExportCertificatePem())));
        File.WriteAllBytes(folder.Combine("ca.der"), authority.RawData);
        Assert.HasCount(1, BrokerAddress.ReadAuthority(folder.Combine("ca.der")));

        foreach (string text in (string[])["no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", ""])
        {
            string path = folder.Write("other", text);
            InputException e = Assert.ThrowsExactly<InputException>(() => BrokerAddress.ReadAuthority(path));
            Assert.StartsWith(path, e.Message);
        }

        Assert.Contains("cannot be read", Assert.ThrowsExactly<InputException>(() => BrokerAddress.ReadAuthority(folder.Combine("missing"))).Message);
    }

    // A certification authority, and the certificate of a host that it signed.
    internal static (X509Certificate2 Authority, X509Certificate2 Host) Certificates(string host, int days = 9)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-5);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest($"CN=Authority {Guid.NewGuid():N}", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, from.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(authority, from, DateTimeOffset.UtcNow.AddDays(days), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 complete = signed.CopyWithPrivateKey(key);
        return (authority, X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pfx), null));
    }

    private async Task<InputException> Fails(BrokerAddress address)
    {
        await using var connection = new MqttConnection(address, TimeProvider.System);
        return await Assert.ThrowsExactlyAsync<InputException>(() => connection.OpenAsync(["edgenet/#"], TestContext.CancellationToken));
    }

    private async Task ShouldFail(BrokerAddress address, string message) => Assert.AreEqual(message, (await Fails(address)).Message);
}
