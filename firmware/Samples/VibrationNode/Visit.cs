using EdgeNet;
using SensorLogger;

#nullable disable

namespace VibrationNode
{
    /// <summary>The time that the node is there for others: reports how it is, and takes a new model when there is one.</summary>
    internal sealed class Visit
    {
        /// <summary>With nothing to do, it ends after so many milliseconds: as long as a broker may take to bring an offer. So long is each visit of a trial.</summary>
        internal const int QuietMilliseconds = 3000;

        /// <summary>With an offer, it waits so long for the first chunk, and over a serial line for each: a PC that is there answers sooner. An offer that somebody left behind costs no more.</summary>
        internal const int OfferedMilliseconds = 12000;

        /// <summary>After a chunk from the broker, it waits for the next one so long: longer than the node's longest wait before it asks again.</summary>
        internal const int ReceivingMilliseconds = 50000;

        /// <summary>It ends after so many milliseconds whatever happens: the next one goes on with what has come.</summary>
        internal const int MostMilliseconds = 600000;

        private const int StepMilliseconds = 20;

        private readonly UpdateNode _update;
        private readonly Connection _connection;
        private readonly MqttNode _mqtt;
        private readonly SerialNode _serial;
        private readonly IClock _clock;
        private readonly LineWriter _print;
        private readonly byte[] _record = new byte[HealthRecord.Length];
        private readonly byte[] _status = new byte[UpdateNode.ReplyLength];
        private readonly byte[] _statusBefore = new byte[UpdateNode.ReplyLength];

        /// <summary>Joins the parts.</summary>
        /// <param name="update">Takes the messages.</param>
        /// <param name="connection">To the broker; <c>null</c> for none.</param>
        /// <param name="device">The node's name there.</param>
        /// <param name="serial">Takes updates over a serial line; <c>null</c> for none.</param>
        /// <param name="clock">The time.</param>
        /// <param name="print">Is told.</param>
        internal Visit(UpdateNode update, Connection connection, string device, SerialNode serial, IClock clock, LineWriter print)
        {
            _update = update;
            _connection = connection;
            _serial = serial;
            _clock = clock;
            _print = print;
            if (connection != null)
            {
                _mqtt = new MqttNode(update, connection, "edgenet", device);
                connection.Receiver = _mqtt.Received;
            }
        }

        /// <summary>Whether there is a broker to reach.</summary>
        internal bool HasBroker => _connection != null;

        private bool IsReceiving => _update.Store.Phase == UpdatePhase.Receiving;

        /// <summary>Connects, reports, stays while a model comes in, and closes the connection: its threads must not disturb the readings.</summary>
        /// <param name="health">What is reported; <c>null</c> for nothing. It is cleared when it was sent: to the broker, where there is one.</param>
        /// <returns>Whether the broker was reached, and was there until the end.</returns>
        internal bool Run(HealthRecord health)
        {
            string fault = _connection == null ? string.Empty : _connection.Open();
            bool isOnline = fault == null;
            if (!isOnline && fault.Length > 0)
            {
                _print("No broker: " + fault);
            }

            if (health != null)
            {
                bool isSent = isOnline && _mqtt.PublishHealth(_record, health.Write(_record));
                if (_serial != null)
                {
                    _serial.SendHealth(health);
                    isSent |= !HasBroker;
                }

                if (isSent)
                {
                    health.Clear();
                }
            }

            if (isOnline || _serial != null)
            {
                Stay(isOnline);
            }

            bool isReached = isOnline && _connection.IsConnected;
            if (_connection != null)
            {
                _connection.Close();
            }

            return isReached;
        }

        /// <summary>Listens to the serial line for some seconds, and longer while a model comes in: after a cold start, when somebody may stand there with a cable.</summary>
        internal void Listen()
        {
            if (_serial != null)
            {
                Stay(false);
            }
        }

        private void Stay(bool isOnline)
        {
            if (isOnline)
            {
                _mqtt.Connected();
            }

            long start = _clock.Microseconds / 1000;
            long now = start;
            long last = start; // something changed
            bool hasChunk = false;
            bool isSerial = false; // the last change came that way
            int patience = QuietMilliseconds;
            HasChanged();
            while (now - start < MostMilliseconds && now - last < patience)
            {
                bool wasReceiving = IsReceiving;
                bool isBusy = isOnline && _mqtt.Tick(now);
                bool isAsked = _serial != null && _serial.Poll() > 0;
                if ((wasReceiving || IsReceiving) && HasChanged())
                {
                    // An offer that was taken, or a chunk that was new. Who merely asks keeps nobody awake.
                    last = now;
                    hasChunk |= wasReceiving;
                    isSerial = isAsked;
                }

                if (_update.WantsRestart && !isBusy && now - last >= 10 * StepMilliseconds)
                {
                    break; // the answer to the last chunk has gone out
                }

                bool isOffered = isOnline && _mqtt.IsOffered;
                patience = !IsReceiving || (!isOffered && !isSerial) ? QuietMilliseconds
                    : hasChunk && !isSerial ? ReceivingMilliseconds : OfferedMilliseconds;
                if (!isBusy)
                {
                    _clock.Sleep(StepMilliseconds);
                }

                now = _clock.Microseconds / 1000;
            }
        }

        // Since the last call.
        private bool HasChanged()
        {
            int count = _update.WriteStatus(_status);
            bool hasChanged = false;
            for (int i = 0; i < count; i++)
            {
                hasChanged |= _status[i] != _statusBefore[i];
                _statusBefore[i] = _status[i];
            }

            return hasChanged;
        }
    }
}
