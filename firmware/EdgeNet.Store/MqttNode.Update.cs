namespace EdgeNet
{
    /// <content>What it does with messages, and when it publishes its status.</content>
    public sealed partial class MqttNode
    {
        /// <summary>Whether an outcome says that the model was refused for what it is, or did not stay; not that the node was busy, or a message damaged.</summary>
        internal static bool IsFailure(int outcome)
        {
            return outcome > (int)UpdateOutcome.Confirmed && outcome != (int)UpdateOutcome.RefusedBusy && outcome != (int)UpdateOutcome.RefusedMessage;
        }

        private void Handle(byte[] message, long now, bool isConnected)
        {
            if (message.Length == 0)
            {
                _isOffered = false;
                return;
            }

            int kind = message[0];
            int had = UpdateMessage.GetShort(_status, UpdateMessage.StatusHadAt);
            int count = _node.Handle(message, message.Length, _status);
            if (kind == UpdateMessage.Offer)
            {
                _isOffered = IsReceiving(_status);
                _wait = FirstWait;
            }

            if (kind != UpdateMessage.Chunk)
            {
                Publish(count, now, isConnected);
                return;
            }

            bool isOfTheRequest = message.Length >= UpdateMessage.ChunkLength && UpdateMessage.GetShort(message, UpdateMessage.ChunkNumberAt) >= _lastAsked;
            if (UpdateMessage.GetShort(_status, UpdateMessage.StatusHadAt) != had)
            {
                _isOffered = true;
                _wait = FirstWait;
                _askAgain = now + NextWait();
            }
            else
            {
                isOfTheRequest = false; // it had this one: an answer to an older request
            }

            if (isOfTheRequest || IsNews(count))
            {
                Publish(count, now, isConnected);
            }
        }

        // Without a message: after a connection, when the application changed something, or when no chunk came.
        private void Look(long now, bool isNew)
        {
            _nextLook = now + LookEvery;
            int count = _node.WriteStatus(_status);
            bool isWaiting = _isOffered && IsReceiving(_status) && now >= _askAgain;
            bool hasCounted = UpdateMessage.Get(_status, UpdateMessage.StatusDecisionsAt) != UpdateMessage.Get(_published, UpdateMessage.StatusDecisionsAt);
            if (isNew || isWaiting || IsNews(count) || now >= _nextRepeat || (hasCounted && now >= _nextCount))
            {
                if (isWaiting)
                {
                    _wait = _wait >= LongestWait / 2 ? LongestWait : 2 * _wait;
                }

                Publish(count, now, true);
            }
            else if (_isOffered && now >= _askAgain)
            {
                _askAgain = _nextLook; // nothing is missing
            }
        }

        // Whether the status says something else than the published one, apart from how many chunks or decisions there are.
        private bool IsNews(int count)
        {
            if (count != _publishedCount)
            {
                return true;
            }

            byte[] status = _status;
            byte[] published = _published;
            for (int i = 0; i < count; i++)
            {
                if (status[i] != published[i] && !IsCounter(i))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsCounter(int i)
        {
            return (i >= UpdateMessage.StatusDecisionsAt && i < UpdateMessage.StatusWantedAt)
                || (i >= UpdateMessage.StatusHadAt && i < UpdateMessage.StatusMostChunkAt)
                || (i >= UpdateMessage.StatusBitsAt && i < UpdateMessage.StatusBitsAt + UpdateMessage.StatusBitsLength);
        }

        private static bool IsReceiving(byte[] status)
        {
            return status[UpdateMessage.StatusPhaseAt] == (int)UpdatePhase.Receiving;
        }

        private void Publish(int count, long now, bool isConnected)
        {
            if (!isConnected)
            {
                return; // Look publishes it after the next connection
            }

            _line.Publish(_statusTopic, _status, count, true);
            _lastAsked = LastOfTheRequest(_status);
            _askAgain = now + NextWait();
            _nextLook = now + LookEvery;
            _nextCount = now + CountEvery;
            _nextRepeat = now + RepeatEvery;
            byte[] published = _status;
            _status = _published;
            _published = published;
            _publishedCount = count;
            UpdateMessage.PutShort(_status, UpdateMessage.StatusHadAt, UpdateMessage.GetShort(published, UpdateMessage.StatusHadAt));
        }

        /// <summary>The last of the chunks that a status asks for: of the first <see cref="Window"/> that are missing.</summary>
        internal static int LastOfTheRequest(byte[] status)
        {
            int first = UpdateMessage.GetShort(status, UpdateMessage.StatusMissingAt);
            int last = first;
            int asked = 0;
            for (int i = 0; i < 8 * UpdateMessage.StatusBitsLength && asked < Window; i++)
            {
                if ((status[UpdateMessage.StatusBitsAt + (i >> 3)] >> (i & 7) & 1) != 0)
                {
                    last = first + i;
                    asked++;
                }
            }

            return last;
        }

        // Between one and one and a half times the wait: xorshift, begun with the node's name.
        private int NextWait()
        {
            uint x = _jitter;
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            _jitter = x;
            return _wait + (int)(x % (uint)(_wait / 2));
        }
    }
}
