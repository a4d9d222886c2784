using System;

namespace EdgeNet
{
    /// <content>The record as a line for a console.</content>
    public sealed partial class HealthRecord
    {
        /// <summary>The most bytes of a line.</summary>
        public const int MostLine = 512;

        /// <summary>Writes the record as one line of ASCII, without its end, such as
        /// <c>health model=press version=7 signature=ed25519 record=3 seconds=3600 covers=600 decisions=120 classes=118,2 ends=5:17 longest-us=900 resets=1 free=45000</c>.
        /// Nothing is cleared.</summary>
        /// <remarks>
        /// With <c>unfamiliar=4</c> for a model that tells. <c>ends</c> is the input that stands most often at an end of its codes, counted from 0, and in how many of
        /// 1,000 decisions, rounded up; of a generated class <c>any</c> takes the place of the input. What is no letter, digit or plain mark in the name
        /// is an underscore.
        /// </remarks>
        /// <param name="line">Written from its beginning; <see cref="MostLine"/> bytes are always enough.</param>
        /// <returns>How many bytes the line has.</returns>
        /// <exception cref="ArgumentException">The array is null or too short.</exception>
        public int WriteLine(byte[] line)
        {
            if (line == null || line.Length < MostLine)
            {
                throw new ArgumentException("The line of a health record takes up to 512 bytes.");
            }

            int at = PutText(line, 0, "health model=");
            at = PutName(line, at, _predictor.Name);
            at = PutNumber(line, PutText(line, at, " version="), Version);
            at = PutText(line, at, " signature=");
            at = PutText(line, at, Signature == SignatureKind.None ? "none" : Signature == SignatureKind.Hmac ? "hmac" : "ed25519");
            at = PutNumber(line, PutText(line, at, " record="), _number);
            at = PutNumber(line, PutText(line, at, " seconds="), Math.Max(0, Seconds));
            at = PutNumber(line, PutText(line, at, " covers="), Math.Max(0, Seconds - _coversFrom));
            at = PutNumber(line, PutText(line, at, " decisions="), _decisions);
            for (int c = 0; c < _counters.Length; c++)
            {
                at = PutNumber(line, PutText(line, at, c == 0 ? " classes=" : ","), _counters[c]);
            }

            if (_predictor.KnowsUnfamiliar)
            {
                at = PutNumber(line, PutText(line, at, " unfamiliar="), _unfamiliar);
            }

            at = PutEnds(line, PutText(line, at, " ends="));
            at = PutNumber(line, PutText(line, at, " longest-us="), _longest);
            at = PutNumber(line, PutText(line, at, " resets="), Math.Max(0, Resets));
            return PutNumber(line, PutText(line, at, " free="), Math.Max(0, FreeBytes));
        }

        private int PutEnds(byte[] line, int at)
        {
            int most = 0;
            for (int i = 1; i < _ends.Length; i++)
            {
                most = _ends[i] > _ends[most] ? i : most;
            }

            at = _model == null ? PutText(line, at, "any") : PutNumber(line, at, most);
            line[at++] = (byte)':';
            return PutNumber(line, at, _looked == 0 ? 0 : ((_ends[most] * 1000) + _looked - 1) / _looked);
        }

        private static int PutText(byte[] line, int at, string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                line[at++] = (byte)text[i];
            }

            return at;
        }

        private static int PutName(byte[] line, int at, string name)
        {
            int length = Math.Min(name.Length, HealthMessage.MostName);
            for (int i = 0; i < length; i++)
            {
                char c = name[i];
                bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
                line[at++] = isPlain ? (byte)c : (byte)'_';
            }

            return at;
        }

        private static int PutNumber(byte[] line, int at, int number)
        {
            int divisor = 1;
            while (number / divisor >= 10)
            {
                divisor *= 10;
            }

            for (; divisor > 0; divisor /= 10)
            {
                line[at++] = (byte)('0' + (number / divisor % 10));
            }

            return at;
        }
    }
}
