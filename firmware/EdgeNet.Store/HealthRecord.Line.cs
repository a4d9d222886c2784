using System;

namespace EdgeNet
{
    /// <content>The record as a line for a console.</content>
    public sealed partial class HealthRecord
    {
        /// <summary>The most bytes of a line.</summary>
        public const int MostLine = 512;

        // A string in a method is made anew whenever it runs: the texts are laid down once, and where a number belongs stands one of these.
        private const int NumberField = 1;
        private const int SecondsField = 2;
        private const int CoveredField = 3;
        private const int DecisionsField = 4;
        private const int ClassesField = 5;
        private const int UnfamiliarField = 6;
        private const int EndsField = 7;
        private const int LongestField = 8;
        private const int ResetsField = 9;
        private const int FreeField = 10;
        private const int FirstCharacter = 32;

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
                ThrowTooShort(MostLine);
            }

            byte[] template = _template;
            int at = 0;
            for (int i = 0; i < template.Length; i++)
            {
                byte b = template[i];
                if (b >= FirstCharacter)
                {
                    line[at++] = b;
                }
                else
                {
                    at = PutField(line, at, b);
                }
            }

            return at;
        }

        private int PutField(byte[] line, int at, int field)
        {
            switch (field)
            {
                case NumberField:
                    return PutNumber(line, at, _number);
                case SecondsField:
                    return PutNumber(line, at, Math.Max(0, Seconds));
                case CoveredField:
                    return PutNumber(line, at, Math.Max(0, Seconds - _coversFrom));
                case DecisionsField:
                    return PutNumber(line, at, _decisions);
                case ClassesField:
                    return PutClasses(line, at);
                case UnfamiliarField:
                    return PutNumber(line, at, _unfamiliar);
                case EndsField:
                    return PutEnds(line, at);
                case LongestField:
                    return PutNumber(line, at, _longest);
                case ResetsField:
                    return PutNumber(line, at, Math.Max(0, Resets));
                default:
                    return PutNumber(line, at, Math.Max(0, FreeBytes));
            }
        }

        private int PutClasses(byte[] line, int at)
        {
            for (int c = 0; c < _counters.Length; c++)
            {
                if (c > 0)
                {
                    line[at++] = (byte)',';
                }

                at = PutNumber(line, at, _counters[c]);
            }

            return at;
        }

        private int PutEnds(byte[] line, int at)
        {
            int most = 0;
            for (int i = 1; i < _ends.Length; i++)
            {
                most = _ends[i] > _ends[most] ? i : most;
            }

            if (_model != null)
            {
                at = PutNumber(line, at, most);
                line[at++] = (byte)':';
            }

            return PutNumber(line, at, _looked == 0 ? 0 : ((_ends[most] * 1000) + _looked - 1) / _looked);
        }

        // What is the same in every line, with the number of a field where something else comes.
        private byte[] MakeTemplate()
        {
            var text = new byte[MostLine];
            int at = PutName(text, PutText(text, 0, "health model="), _predictor.Name);
            at = PutNumber(text, PutText(text, at, " version="), Version);
            at = PutText(text, at, Signature == SignatureKind.None ? " signature=none" : Signature == SignatureKind.Hmac ? " signature=hmac" : " signature=ed25519");
            at = PutText(text, at, " record=", NumberField);
            at = PutText(text, at, " seconds=", SecondsField);
            at = PutText(text, at, " covers=", CoveredField);
            at = PutText(text, at, " decisions=", DecisionsField);
            at = _counters.Length == 0 ? at : PutText(text, at, " classes=", ClassesField);
            at = _predictor.KnowsUnfamiliar ? PutText(text, at, " unfamiliar=", UnfamiliarField) : at;
            at = PutText(text, at, _model == null ? " ends=any:" : " ends=", EndsField);
            at = PutText(text, at, " longest-us=", LongestField);
            at = PutText(text, at, " resets=", ResetsField);
            at = PutText(text, at, " free=", FreeField);
            var template = new byte[at];
            Array.Copy(text, 0, template, 0, at);
            return template;
        }

        private static int PutText(byte[] line, int at, string text, int field)
        {
            at = PutText(line, at, text);
            line[at] = (byte)field;
            return at + 1;
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
