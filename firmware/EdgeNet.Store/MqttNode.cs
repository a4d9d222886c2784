using System;

namespace EdgeNet
{
    /// <summary>Takes updates over MQTT and tells the node's status and health there; the broker is behind a <see cref="MqttLine"/>.</summary>
    /// <remarks>
    /// <para>
    /// The topics, below a prefix and the node's name: <c>offer</c> (retained), <c>chunk</c> and <c>query</c> from the PC; <c>status</c> and
    /// <c>health</c> (both retained) from the node. The messages are those of a serial line.
    /// </para>
    /// <para>
    /// The node pulls: in the phase <see cref="UpdatePhase.Receiving"/>, its status is the request for the first <see cref="Window"/> chunks that it misses.
    /// It asks again when the last of these has come, or when nothing came for a second, then two, up to half a minute; each wait is longer by a share
    /// that depends on its name, so that a fleet does not ask in step after a power cut. It asks only while an offer stands: an empty offer,
    /// or none after a connection, ends the asking, and what it has is kept.
    /// </para>
    /// <para>
    /// Threads: <see cref="Received"/> may be called by any thread; it puts the message into a small queue, under a lock of its own, and returns.
    /// Everything else, and thus the store, is touched only by the thread that calls <see cref="Tick"/>, which is the one that uses the store.
    /// </para>
    /// </remarks>
    public sealed partial class MqttNode
    {
        /// <summary>The chunks that one request is answered with.</summary>
        public const int Window = 8;

        /// <summary>Milliseconds of the first and of the longest wait before it asks again.</summary>
        internal const int FirstWait = 1000;
        internal const int LongestWait = 30000;

        private const int LookEvery = 1000; // milliseconds between two looks at the status, without a message
        private const int CountEvery = 10000; // milliseconds between two messages that tell only how far the trial is
        private const int RepeatEvery = 600000; // milliseconds after which it tells its status again, that it is known to be there
        private const int QueueLength = Window + 4;

        private readonly UpdateNode _node;
        private readonly MqttLine _line;
        private readonly string _offerTopic;
        private readonly string _chunkTopic;
        private readonly string _queryTopic;
        private readonly string _statusTopic;
        private readonly string _healthTopic;

        private readonly object _gate = new object();
        private readonly byte[][] _queue = new byte[QueueLength][];
        private int _queueStart;
        private int _queueCount;
        private int _ignored;

        private byte[] _status = new byte[UpdateNode.ReplyLength];
        private byte[] _published = new byte[UpdateNode.ReplyLength];
        private int _publishedCount;
        private bool _isSubscribed;
        private bool _isOffered; // an offer stands: the PC answers
        private int _lastAsked; // the last chunk of the request
        private int _wait = FirstWait;
        private long _askAgain;
        private long _nextLook;
        private long _nextCount;
        private long _nextRepeat;
        private uint _jitter;

        /// <summary>Makes it.</summary>
        /// <param name="node">Takes the messages.</param>
        /// <param name="line">The connection to the broker.</param>
        /// <param name="prefix">The first levels of the topics, such as <c>edgenet</c>.</param>
        /// <param name="device">The node's name, unlike that of any other; it may have levels, such as <c>line-3/press-1</c>.</param>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException">A name is empty, or has a wildcard of MQTT.</exception>
        public MqttNode(UpdateNode node, MqttLine line, string prefix, string device)
        {
            _node = node ?? throw new ArgumentNullException(nameof(node));
            _line = line ?? throw new ArgumentNullException(nameof(line));
            CheckName(prefix, nameof(prefix));
            CheckName(device, nameof(device));
            string begin = prefix + "/" + device + "/";
            _offerTopic = begin + "offer";
            _chunkTopic = begin + "chunk";
            _queryTopic = begin + "query";
            _statusTopic = begin + "status";
            _healthTopic = begin + "health";
            _jitter = 2166136261u; // FNV-1a
            for (int i = 0; i < device.Length; i++)
            {
                _jitter = (_jitter ^ device[i]) * 16777619u;
            }
        }

        /// <summary>Messages that were on a topic of this node and made no sense there, or came faster than <see cref="Tick"/> was called.</summary>
        public int Ignored
        {
            get { return _ignored; }
        }

        /// <summary>Whether an offer stands and chunks are missing: then stay connected.</summary>
        public bool IsOffered => _isOffered;

        /// <summary>Takes a message from the broker. Any thread may call it: M2Mqtt's <c>MqttMsgPublishReceived</c> comes on a thread of its own.</summary>
        /// <param name="topic">Its topic.</param>
        /// <param name="payload">Its bytes; they are kept until <see cref="Tick"/> has used them and must not change.</param>
        public void Received(string topic, byte[] payload)
        {
            int kind = topic == _chunkTopic ? UpdateMessage.Chunk : topic == _offerTopic ? UpdateMessage.Offer : topic == _queryTopic ? UpdateMessage.Query : 0;
            if (kind == 0 || payload == null)
            {
                return;
            }

            bool isCleared = kind == UpdateMessage.Offer && payload.Length == 0;
            lock (_gate)
            {
                if (_queueCount == QueueLength || (!isCleared && (payload.Length == 0 || payload[0] != kind || payload.Length > UpdateMessage.ChunkLength + UpdateMessage.MostChunk)))
                {
                    _ignored++;
                    return;
                }

                _queue[(_queueStart + _queueCount) % QueueLength] = payload;
                _queueCount++;
            }
        }

        /// <summary>Call it after each connection that the application makes, if the one before may have been lost unseen by <see cref="Tick"/>.</summary>
        /// <remarks>A broker forgets the subscriptions of a clean session.</remarks>
        public void Connected()
        {
            _isSubscribed = false;
        }

        /// <summary>Does what there is to do: subscribes, handles one message, publishes the status if it changed, asks for chunks. Call it often.</summary>
        /// <param name="milliseconds">The time since any moment, such as <c>Environment.TickCount64</c>.</param>
        /// <returns>Whether another message waits: call it again soon.</returns>
        public bool Tick(long milliseconds)
        {
            byte[] message = Take(out bool more);
            bool isConnected = _line.IsConnected;
            if (!isConnected)
            {
                _isSubscribed = false;
            }

            bool isNew = isConnected && !_isSubscribed;
            if (isNew)
            {
                Subscribe();
            }

            if (message != null)
            {
                Handle(message, milliseconds, isConnected);
            }
            else if (isConnected && (isNew || milliseconds >= _nextLook || (_isOffered && milliseconds >= _askAgain)))
            {
                Look(milliseconds, isNew);
            }

            return more;
        }

        /// <summary>Publishes a health record, retained.</summary>
        /// <param name="record">Begins with its bytes.</param>
        /// <param name="count">How many.</param>
        /// <returns>Whether there was a connection.</returns>
        public bool PublishHealth(byte[] record, int count)
        {
            if (!_line.IsConnected)
            {
                return false;
            }

            _line.Publish(_healthTopic, record, count, true);
            return true;
        }

        private static void CheckName(string name, string parameter)
        {
            if (name == null)
            {
                throw new ArgumentNullException(parameter);
            }

            bool isName = name.Length > 0;
            for (int i = 0; i < name.Length; i++)
            {
                isName &= name[i] != '+' && name[i] != '#';
            }

            if (!isName)
            {
                throw new ArgumentException("A topic has no wildcards, and is not empty: " + name);
            }
        }

        private byte[] Take(out bool more)
        {
            lock (_gate)
            {
                if (_queueCount == 0)
                {
                    more = false;
                    return null;
                }

                byte[] message = _queue[_queueStart];
                _queue[_queueStart] = null;
                _queueStart = (_queueStart + 1) % QueueLength;
                _queueCount--;
                more = _queueCount > 0;
                return message;
            }
        }

        private void Subscribe()
        {
            // What is left of the connection before is out of date.
            lock (_gate)
            {
                Array.Clear(_queue, 0, QueueLength);
                _queueCount = 0;
            }

            _isOffered = false;
            _wait = FirstWait;
            _line.Subscribe(_chunkTopic);
            _line.Subscribe(_queryTopic);
            _line.Subscribe(_offerTopic); // last: what it brings is answered at once
            _isSubscribed = true;
        }
    }
}
