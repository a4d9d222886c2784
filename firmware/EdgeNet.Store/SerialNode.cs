using System;

namespace EdgeNet
{
    /// <summary>Takes updates over a serial line, beside whatever text the application writes there, and tells the node's health.</summary>
    /// <remarks>
    /// A request has a sequence number, 1 to 255, and its answer has the same. One that comes again, because the answer was lost, is answered again
    /// and not done again. The node speaks by itself only in a health record, whose number is 0. Text of the application must not have zero bytes, and not
    /// be written by another thread while this one is at work. Noise costs frames and nothing else. Nothing allocates after construction, but
    /// for what the <see cref="UpdateNode"/> does.
    /// </remarks>
    public sealed class SerialNode
    {
        private const int BufferLength = 128;

        private readonly UpdateNode _node;
        private readonly ByteLine _line;
        private readonly FrameReader _reader = new FrameReader(UpdateNode.MessageLength);
        private readonly FrameWriter _writer = new FrameWriter(Math.Max(UpdateNode.ReplyLength, HealthRecord.Length));
        private readonly byte[] _buffer = new byte[BufferLength];
        private readonly byte[] _reply = new byte[UpdateNode.ReplyLength];
        private readonly byte[] _health = new byte[HealthRecord.Length];
        private int _replyLength;
        private int _lastSequence; // of the last request that changed something; 0 for none
        private int _lastCount;
        private int _lastCrc;

        /// <summary>Allocates the buffers, about 2 KB.</summary>
        /// <param name="node">Takes the messages.</param>
        /// <param name="line">The serial port.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        public SerialNode(UpdateNode node, ByteLine line)
        {
            if (node == null || line == null)
            {
                throw new ArgumentNullException(node == null ? nameof(node) : nameof(line));
            }

            _node = node;
            _line = line;
        }

        /// <summary>
        /// Handles what has come, and returns when the line is empty, or after about as many bytes as two of the longest requests. Call it often enough
        /// that the port's own buffer does not run over, such as between two decisions; what it loses is sent again.
        /// </summary>
        /// <returns>How many requests were answered.</returns>
        public int Poll()
        {
            int answered = 0;
            int most = 2 * UpdateNode.MessageLength;
            while (most > 0)
            {
                int count = _line.Read(_buffer);
                if (count <= 0)
                {
                    break;
                }

                most -= count;
                for (int at = 0; at < count;)
                {
                    at = _reader.Read(_buffer, at, count);
                    if (_reader.Count > 0 && _reader.Sequence > 0)
                    {
                        Answer();
                        answered++;
                    }
                }
            }

            return answered;
        }

        /// <summary>Sends a health record. Nobody acknowledges it; call <see cref="HealthRecord.Clear"/> to begin the next one.</summary>
        /// <param name="record">The record.</param>
        /// <exception cref="ArgumentNullException"><paramref name="record"/> is null.</exception>
        public void SendHealth(HealthRecord record)
        {
            if (record == null)
            {
                ThrowNull(record);
            }

            Send(0, _health, record.Write(_health));
        }

        private static void ThrowNull(HealthRecord record)
        {
            throw new ArgumentNullException(nameof(record));
        }

        private void Answer()
        {
            byte[] message = _reader.Message;
            int count = _reader.Count;
            int sequence = _reader.Sequence;
            if (message[0] == UpdateMessage.Query)
            {
                _lastSequence = 0; // the answer may be another each time, and asking changes nothing
                _replyLength = _node.Handle(message, count, _reply);
            }
            else
            {
                int crc = Crc32.Advance(-1, message, 0, count);
                if (sequence != _lastSequence || count != _lastCount || crc != _lastCrc)
                {
                    _replyLength = _node.Handle(message, count, _reply);
                    _lastSequence = sequence;
                    _lastCount = count;
                    _lastCrc = crc;
                }
            }

            Send(sequence, _reply, _replyLength);
        }

        private void Send(int sequence, byte[] message, int count)
        {
            _line.Write(_writer.Frame, _writer.Write(sequence, message, count));
        }
    }
}
