using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using nanoFramework.Networking;

namespace VibrationNode
{
    /// <summary>WiFi and nanoFramework.M2Mqtt: the network that is stored on the board, the broker of the settings.</summary>
    internal sealed class MqttClientLine : Connection
    {
        private const int NetworkMilliseconds = 30000;
        private const int LeaveMilliseconds = 3000;
        private const ushort KeepAliveSeconds = 60;

        private readonly NodeSettings _settings;
        private readonly string _authority;
        private MqttClient _client;
        private int _sent;
        private int _acknowledged; // counted by a thread of the client

        /// <summary>Makes it; nothing is connected.</summary>
        /// <param name="settings">The broker.</param>
        /// <param name="authority">The certificate of the authority that signed the broker's, in PEM; <c>null</c> for one that the firmware knows.</param>
        internal MqttClientLine(NodeSettings settings, string authority)
        {
            _settings = settings;
            _authority = authority;
        }

        /// <inheritdoc/>
        public override bool IsConnected => _client != null && _client.IsConnected;

        /// <inheritdoc/>
        public override void Publish(string topic, byte[] payload, int count, bool retain)
        {
            try
            {
                var copy = new byte[count];
                Array.Copy(payload, copy, count);
                _client.Publish(topic, copy, null, null, MqttQoSLevel.AtLeastOnce, retain);
                _sent++;
            }
            catch (Exception)
            {
                // Lost: the node sends it again later.
            }
        }

        /// <inheritdoc/>
        public override void Subscribe(string topic)
        {
            try
            {
                _client.Subscribe(new string[] { topic }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
                _sent++;
            }
            catch (Exception)
            {
                // The next visit subscribes again.
            }
        }

        /// <inheritdoc/>
        internal override string Open()
        {
            try
            {
                // A certificate has dates: TLS needs the time, which the firmware asks an NTP server for; it then goes on through sleeps.
                if (!WifiNetworkHelper.Reconnect(_settings.IsSecure, 0, new CancellationTokenSource(NetworkMilliseconds).Token))
                {
                    return "there is no network, or no time from it (status " + ((int)WifiNetworkHelper.Status).ToString() + ").";
                }

                X509Certificate authority = _authority == null ? null : new X509Certificate(_authority);
                MqttSslProtocols protocol = _settings.IsSecure ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None;
                _sent = 0;
                _acknowledged = 0;
                _client = new MqttClient(_settings.Host, _settings.Port, _settings.IsSecure, authority, null, protocol);
                _client.MqttMsgPublishReceived += OnReceived;
                _client.MqttMsgPublished += OnPublished;
                _client.MqttMsgSubscribed += OnSubscribed;
                MqttReasonCode code = _client.Connect("edgenet-" + _settings.Device, _settings.User, _settings.Password, true, KeepAliveSeconds);
                return _client.IsConnected ? null : _settings.Host + " refuses this node (reason " + ((int)code).ToString() + ").";
            }
            catch (Exception failure)
            {
                return _settings.Host + ": " + failure.Message;
            }
        }

        /// <inheritdoc/>
        internal override void Close()
        {
            if (_client == null)
            {
                return;
            }

            try
            {
                for (int waited = 0; _client.IsConnected && _acknowledged < _sent && waited < LeaveMilliseconds; waited += 20)
                {
                    Thread.Sleep(20);
                }

                if (_client.IsConnected)
                {
                    _client.Disconnect();
                }

                _client.Close();
            }
            catch (Exception)
            {
                // It is gone either way.
            }

            _client = null;
        }

        private void OnReceived(object sender, MqttMsgPublishEventArgs message)
        {
            Receiver(message.Topic, message.Message ?? new byte[0]);
        }

        private void OnPublished(object sender, MqttMsgPublishedEventArgs message)
        {
            _acknowledged++;
        }

        private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs message)
        {
            _acknowledged++;
        }
    }
}
