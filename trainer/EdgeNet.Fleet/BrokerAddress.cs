using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeNet.Fleet;

/// <summary>Where an MQTT broker is, and how to sign in there.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsSecure">Whether by TLS.</param>
internal sealed record BrokerAddress(string Host, int Port, bool IsSecure)
{
    /// <summary>The variable of the environment that has the password.</summary>
    public const string PasswordVariable = "EDGENET_MQTT_PASSWORD";

    private const int PlainPort = 1883;
    private const int SecurePort = 8883;

    /// <summary>The user; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The certificates of a certification authority of one's own; null where the system's are trusted.</summary>
    public X509Certificate2Collection? Authority { get; init; }

    /// <summary>5 or 4 (3.1.1); null for 5, or 3.1.1 where the broker refuses that.</summary>
    public MqttProtocolVersion? Version { get; init; }

    /// <summary>How to name it in a message, without user and password.</summary>
    public string Shown => $"{(IsSecure ? "mqtts" : "mqtt")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";

    /// <summary>What a user should know before a connection is made; null for nothing.</summary>
    public string? Warning => Password is not null && User is not null && !IsSecure && Host is not ("localhost" or "127.0.0.1" or "::1")
        ? $"Warning: user and password go to {Shown} without encryption; mqtts:// encrypts them."
        : null;

    /// <summary>Reads a URL.</summary>
    /// <param name="url"><c>mqtt://HOST:PORT</c> or <c>mqtts://HOST:PORT</c>; a user may stand before the host.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static BrokerAddress Of(string url)
    {
        const string Help = "write it as mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS";
        string shown = WithoutUser(url);
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new InputException($"'{shown}' is no address of a broker; {Help}.");
        }

        if (uri.Scheme is not ("mqtt" or "mqtts"))
        {
            throw new InputException(shown == url ? $"A broker at '{uri.Scheme}://' cannot be reached; {Help}." : $"'{shown}' is no address of a broker; {Help}.");
        }

        if (Uri.UnescapeDataString(uri.UserInfo).Contains(':', StringComparison.Ordinal))
        {
            throw new InputException($"A password in the address is seen by everybody on this machine; put it into the variable {PasswordVariable} of the environment.");
        }

        if (uri.AbsolutePath is not ("" or "/") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new InputException($"'{shown}' has something behind the port; {Help}.");
        }

        bool isSecure = uri.Scheme == "mqtts";
        return new BrokerAddress(uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : isSecure ? SecurePort : PlainPort, isSecure)
        {
            User = uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null,
        };
    }

    /// <summary>Reads the certificates of a certification authority.</summary>
    /// <param name="path">A file of PEM blocks, or one certificate in DER.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static X509Certificate2Collection ReadAuthority(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            string text = System.Text.Encoding.Latin1.GetString(bytes);
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                certificates.ImportFromPem(text);
            }
            else
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(bytes));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        catch (CryptographicException e)
        {
            throw new InputException($"{path}: is no certificate; name a file with the certificate of the authority that signed the broker's, in PEM.", e);
        }

        return certificates.Count > 0 ? certificates : throw new InputException($"{path}: has no certificate; name a file with the certificate of the authority that signed the broker's, in PEM.");
    }

    /// <summary>The options of a connection.</summary>
    /// <param name="version">The version of MQTT.</param>
    /// <param name="timeout">How long to wait for an answer.</param>
    /// <param name="onRefused">Called with what is wrong with the broker's certificate.</param>
    public MqttClientOptions Options(MqttProtocolVersion version, TimeSpan timeout, Action<string> onRefused)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(Host, Port)
            .WithProtocolVersion(version)
            .WithClientId($"edgenet-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}")
            .WithCleanStart()
            .WithTryPrivate(false)
            .WithTimeout(timeout)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30));
        if (User is not null)
        {
            builder.WithCredentials(User, Password);
        }

        if (IsSecure)
        {
            builder.WithTlsOptions(tls =>
            {
                // An authority of one's own has no list of revoked certificates that could be asked.
                tls.UseTls().WithTargetHost(Host).WithRevocationMode(X509RevocationMode.NoCheck).WithCertificateValidationHandler(shown =>
                {
                    if (shown.SslPolicyErrors != SslPolicyErrors.None)
                    {
                        onRefused(Fault(shown));
                    }

                    return shown.SslPolicyErrors == SslPolicyErrors.None;
                });
                if (Authority is not null)
                {
                    tls.WithTrustChain(Authority);
                }
            });
        }

        return builder.Build();
    }

    // What stands before an '@', in whatever way it is written, may be a password.
    private static string WithoutUser(string url)
    {
        int end = Math.Max(url.LastIndexOf('@') + 1, url.LastIndexOf("%40", StringComparison.Ordinal) is >= 0 and var escaped ? escaped + "%40".Length : 0);
        string scheme = ((string[])["mqtt://", "mqtts://"]).FirstOrDefault(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        return end == 0 ? url : $"{scheme}…@{url[end..]}";
    }

    private string Fault(MqttClientCertificateValidationEventArgs shown)
    {
        if (shown.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate";
        }

        if (shown.Chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))
        {
            return "its certificate has expired, or is not valid yet by the clock of this machine";
        }

        return shown.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? Authority is null
                ? "its certificate is not trusted by this machine; name the authority that signed it with --ca"
                : "its certificate was not signed by the authority of --ca"
            : $"its certificate is not for '{Host}'; use the name that it is for";
    }
}
