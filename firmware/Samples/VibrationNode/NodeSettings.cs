using System;
using System.IO;

#nullable disable

namespace VibrationNode
{
    /// <summary>What differs from board to board, and what is nobody else's business: a file on the board, not in the sources.</summary>
    /// <remarks>
    /// Lines such as <c>device=line-3/press-1</c>; what begins with # is a comment. <c>broker</c> is mqtts://host:port or mqtt://host:port, <c>user</c> and
    /// <c>password</c> are those of the broker. Without a device and a broker the node works alone.
    /// </remarks>
    internal sealed class NodeSettings
    {
        private const string Secure = "mqtts://";
        private const string Plain = "mqtt://";

        /// <summary>The node's name, unlike that of any other; empty for none.</summary>
        internal string Device { get; private set; } = string.Empty;

        /// <summary>The broker's host; empty for none.</summary>
        internal string Host { get; private set; } = string.Empty;

        /// <summary>The broker's port.</summary>
        internal int Port { get; private set; }

        /// <summary>Whether the connection is by TLS.</summary>
        internal bool IsSecure { get; private set; }

        /// <summary>The user; <c>null</c> for none.</summary>
        internal string User { get; private set; }

        /// <summary>The password; <c>null</c> for none.</summary>
        internal string Password { get; private set; }

        /// <summary>Whether there is a broker to report to.</summary>
        internal bool HasBroker => Device.Length > 0 && Host.Length > 0;

        /// <summary>Reads the file when it is there; says what is wrong in it, and what follows.</summary>
        /// <param name="path">The file, such as <c>I:\node.txt</c>.</param>
        /// <param name="print">Is told.</param>
        /// <returns>The settings.</returns>
        internal static NodeSettings Load(string path, LineWriter print)
        {
            var settings = new NodeSettings();
            try
            {
                if (File.Exists(path))
                {
                    settings.Read(File.ReadAllText(path), path, print);
                }
            }
            catch (Exception failure)
            {
                print(path + " cannot be read: " + failure.Message);
            }

            if (!settings.HasBroker)
            {
                print("This node works alone: " + path + " names no device and broker.");
            }

            return settings;
        }

        private void Read(string text, string path, LineWriter print)
        {
            string[] lines = text.Split('\n');
            for (int n = 0; n < lines.Length; n++)
            {
                string line = lines[n].Trim();
                int at = line.IndexOf('=');
                bool isComment = line.Length == 0 || line[0] == '#';
                if (!isComment && (at < 1 || !Take(line.Substring(0, at).Trim(), line.Substring(at + 1).Trim())))
                {
                    print(path + ", line " + (n + 1).ToString() + " is passed over: it takes device, broker, user and password, such as broker=mqtts://host:8883.");
                }
            }
        }

        private bool Take(string key, string value)
        {
            switch (key)
            {
                case "device":
                    Device = value;
                    return IsName(value);
                case "broker":
                    return TakeBroker(value);
                case "user":
                    User = value;
                    return true;
                case "password":
                    Password = value;
                    return true;
                default:
                    return false;
            }
        }

        private bool TakeBroker(string address)
        {
            bool isSecure = Begins(address, Secure);
            if (!isSecure && !Begins(address, Plain))
            {
                return false;
            }

            string host = address.Substring(isSecure ? Secure.Length : Plain.Length);
            int port = isSecure ? 8883 : 1883;
            int colon = host.IndexOf(':');
            if (colon >= 0)
            {
                port = NumberOf(host.Substring(colon + 1));
                host = host.Substring(0, colon);
            }

            if (host.Length == 0 || port < 1 || port > 65535)
            {
                return false;
            }

            Host = host;
            Port = port;
            IsSecure = isSecure;
            return true;
        }

        // A topic has no wildcards.
        private bool IsName(string name)
        {
            bool isName = name.Length > 0;
            for (int i = 0; i < name.Length; i++)
            {
                isName &= name[i] != '+' && name[i] != '#';
            }

            if (!isName)
            {
                Device = string.Empty;
            }

            return isName;
        }

        private static bool Begins(string text, string beginning)
        {
            return text.Length >= beginning.Length && text.Substring(0, beginning.Length) == beginning;
        }

        private static int NumberOf(string digits)
        {
            int number = digits.Length == 0 || digits.Length > 5 ? -1 : 0;
            for (int i = 0; i < digits.Length && number >= 0; i++)
            {
                number = digits[i] < '0' || digits[i] > '9' ? -1 : (number * 10) + digits[i] - '0';
            }

            return number;
        }
    }
}
