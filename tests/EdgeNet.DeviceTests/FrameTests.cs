#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Frames of a serial line: bytes known beforehand, every length, and what stands between frames.</summary>
    [TestClass]
    public class FrameTests
    {
        private const int Most = 600;

        [TestMethod]
        public void Write_Query_GivesTheKnownBytes()
        {
            // The CRC-32 of 01 03 is 0xC1CB7204, by zlib.
            AreSame(new byte[] { 0, 7, 1, 3, 0x04, 0x72, 0xCB, 0xC1, 0 }, 1, new byte[] { 3 });

            // Of 00 00 07 00 it is 0x6E0549DB: a zero becomes the distance to the next one.
            AreSame(new byte[] { 0, 1, 1, 2, 7, 5, 0xDB, 0x49, 0x05, 0x6E, 0 }, 0, new byte[] { 0, 7, 0 });
        }

        [TestMethod]
        public void Read_EveryLength_GivesTheMessageBack()
        {
            var writer = new FrameWriter(Most);
            var reader = new FrameReader(Most);
            var message = new byte[Most];
            for (int count = 1; count <= Most; count++)
            {
                for (int kind = 0; kind < 3; kind++)
                {
                    // Without zeros, zeros only, and here and there one.
                    for (int i = 0; i < count; i++)
                    {
                        message[i] = (byte)(kind == 0 ? 1 + (i % 255) : kind == 1 ? 0 : ((i * 7) + count) & 15);
                    }

                    int length = writer.Write(count & 255, message, count);
                    Assert.IsTrue(length <= FrameWriter.LengthOf(count));
                    Assert.AreEqual(length, ReadFrom(reader, writer.Frame, length, count));
                    Assert.AreEqual(count, reader.Count);
                    Assert.AreEqual(count & 255, reader.Sequence);
                    Assert.IsTrue(IsSame(message, reader.Message, count));
                }
            }
        }

        [TestMethod]
        public void Write_AnyMessage_HasZerosAtTheEndsOnly()
        {
            var writer = new FrameWriter(Most);
            var message = new byte[Most];
            int length = writer.Write(0, message, Most);
            int zeros = 0;
            for (int i = 0; i < length; i++)
            {
                zeros += writer.Frame[i] == 0 ? 1 : 0;
            }

            Assert.AreEqual(2, zeros);
            Assert.AreEqual(0, (int)writer.Frame[0]);
            Assert.AreEqual(0, (int)writer.Frame[length - 1]);
        }

        [TestMethod]
        public void Read_TextAndNoiseAround_FindsTheFrame()
        {
            var writer = new FrameWriter(8);
            var reader = new FrameReader(8);
            int length = writer.Write(9, new byte[] { 1, 0, 2 }, 3);
            var line = new byte[100];
            int at = 0;
            for (int i = 0; i < 20; i++)
            {
                line[at++] = (byte)('a' + i);
            }

            for (int i = 0; i < 2; i++)
            {
                Array.Copy(writer.Frame, 0, line, at, length);
                at += length;
            }

            line[at++] = 200;
            int end = at + length;
            Array.Copy(writer.Frame, 0, line, at, length);

            Assert.AreEqual(21, reader.Read(line, 0, end));
            Assert.AreEqual(0, reader.Count);
            int found = 0;
            for (int next = 21; next < end;)
            {
                next = reader.Read(line, next, end);
                found += reader.Count == 3 && reader.Sequence == 9 ? 1 : 0;
            }

            Assert.AreEqual(3, found);
        }

        [TestMethod]
        public void Read_EveryBitWrong_IsNoMessage()
        {
            var writer = new FrameWriter(40);
            var reader = new FrameReader(40);
            var message = new byte[40];
            for (int i = 0; i < message.Length; i++)
            {
                message[i] = (byte)(i & 7);
            }

            int length = writer.Write(5, message, message.Length);
            for (int bit = 8; bit < 8 * (length - 1); bit++)
            {
                writer.Frame[bit >> 3] ^= (byte)(1 << (bit & 7));
                ReadAll(reader, writer.Frame, length, 0);
                writer.Frame[bit >> 3] ^= (byte)(1 << (bit & 7));
            }

            ReadAll(reader, writer.Frame, length, 1);
        }

        [TestMethod]
        public void Read_TooLong_IsNoMessageAndTheNextOneIs()
        {
            var writer = new FrameWriter(9);
            var reader = new FrameReader(8);
            ReadAll(reader, writer.Frame, writer.Write(1, new byte[9], 9), 0);
            ReadAll(reader, writer.Frame, writer.Write(2, new byte[8], 8), 1);
        }

        [TestMethod]
        public void Write_NothingOrTooMuch_IsRefused()
        {
            var writer = new FrameWriter(8);
            int refused = 0;
            for (int count = -1; count < 12; count++)
            {
                try
                {
                    writer.Write(1, new byte[12], count);
                }
                catch (ArgumentException)
                {
                    refused++;
                }
            }

            Assert.AreEqual(5, refused);
        }

        private static int ReadFrom(FrameReader reader, byte[] frame, int length, int step)
        {
            // In two pieces: where a read of the port ends says nothing of frames.
            int cut = 1 + (step % (length - 2));
            Assert.AreEqual(1, reader.Read(frame, 0, 1)); // the zero before it
            Assert.AreEqual(0, reader.Count);
            Assert.AreEqual(cut, reader.Read(frame, 1, cut));
            Assert.AreEqual(0, reader.Count);
            return reader.Read(frame, cut, length);
        }

        private static void ReadAll(FrameReader reader, byte[] frame, int length, int expected)
        {
            int found = 0;
            for (int at = 0; at < length;)
            {
                at = reader.Read(frame, at, length);
                found += reader.Count > 0 ? 1 : 0;
            }

            Assert.AreEqual(expected, found);
        }

        private static void AreSame(byte[] expected, int sequence, byte[] message)
        {
            var writer = new FrameWriter(message.Length);
            Assert.AreEqual(expected.Length, writer.Write(sequence, message, message.Length));
            Assert.IsTrue(IsSame(expected, writer.Frame, expected.Length));
        }

        private static bool IsSame(byte[] expected, byte[] actual, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (expected[i] != actual[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
