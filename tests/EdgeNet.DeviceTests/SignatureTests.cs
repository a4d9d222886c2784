#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Hashes and signatures against the vectors of their standards. Few checks: each takes seconds on a board.</summary>
    [TestClass]
    public class SignatureTests
    {
        private const int FileLength = 600;
        private const int FileSignatureAt = 480; // it lies in two pieces of 256 bytes
        private const int FileHashAt = 490;

        [TestMethod]
        public void Sha512_VectorsOfFips180_AreRight()
        {
            AssertHash(new Sha512(), Sha512.Length, new byte[0], "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
            AssertHash(new Sha512(), Sha512.Length, SignatureVectors.Text("abc"), "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
            AssertHash(
                new Sha512(),
                Sha512.Length,
                SignatureVectors.Text("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
                "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
        }

        [TestMethod]
        public void Sha256_VectorsOfFips180_AreRight()
        {
            AssertHash(new Sha256(), Sha256.Length, new byte[0], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
            AssertHash(new Sha256(), Sha256.Length, SignatureVectors.Text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            AssertHash(
                new Sha256(),
                Sha256.Length,
                SignatureVectors.Text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        }

        [TestMethod]
        public void Hmac_VectorsOfRfc4231_AreRight()
        {
            byte[] longKey = SignatureVectors.Repeat(0xaa, 131);
            AssertHmac(SignatureVectors.Repeat(0x0b, 20), SignatureVectors.Text("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
            AssertHmac(SignatureVectors.Text("Jefe"), SignatureVectors.Text("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
            AssertHmac(SignatureVectors.Repeat(0xaa, 20), SignatureVectors.Repeat(0xdd, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
            AssertHmac(SignatureVectors.Ascending(25), SignatureVectors.Repeat(0xcd, 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
            AssertHmac(
                longKey, SignatureVectors.Text("Test Using Larger Than Block-Size Key - Hash Key First"), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
            AssertHmac(
                longKey,
                SignatureVectors.Text("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
        }

        [TestMethod]
        public void Ed25519_VectorsOfRfc8032_AreAccepted()
        {
            for (int v = 0; v < SignatureVectors.Count; v++)
            {
                Assert.IsTrue(new Ed25519Key(SignatureVectors.PublicKey(v)).Verify(SignatureVectors.Message(v), SignatureVectors.Signature(v)));
            }
        }

        [TestMethod]
        public void Ed25519_AnyBitChanged_IsRefused()
        {
            var key = new Ed25519Key(SignatureVectors.PublicKey(2));
            byte[] message = SignatureVectors.Message(2);
            byte[] signature = SignatureVectors.Signature(2);
            Assert.IsTrue(key.Verify(message, signature));
            int[] bits = { 0, 255, 256, 507 };
            for (int i = 0; i < bits.Length; i++)
            {
                signature[bits[i] >> 3] ^= (byte)(1 << (bits[i] & 7));
                Assert.IsFalse(key.Verify(message, signature));
                signature[bits[i] >> 3] ^= (byte)(1 << (bits[i] & 7));
            }

            message[1] ^= 0x80;
            Assert.IsFalse(key.Verify(message, signature));
            message[1] ^= 0x80;
            Assert.IsFalse(key.Verify(new byte[0], signature));
            Assert.IsFalse(new Ed25519Key(SignatureVectors.PublicKey(1)).Verify(message, signature));
            Assert.IsFalse(key.Verify(message, new byte[63]));
            Assert.IsTrue(key.Verify(message, signature));
        }

        [TestMethod]
        public void Ed25519_OtherEncodings_AreRefused()
        {
            var key = new Ed25519Key(SignatureVectors.PublicKey(0));
            byte[] signature = SignatureVectors.Signature(0);
            SignatureVectors.AddOrder(signature); // S + L
            Assert.IsFalse(key.Verify(new byte[0], signature));

            // R is the neutral point: once as it must be written, once with y + p, once with the sign of x = 0.
            byte[] message = { (byte)'r' };
            Assert.IsTrue(key.Verify(message, SignatureVectors.Hex("010000000000000000000000000000000000000000000000000000000000000058c417b3a2665269f2291931ff74de319dd45e06323cb6c4dac010d5cd521501")));
            Assert.IsFalse(key.Verify(message, SignatureVectors.Hex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f00957010ab00bf4edbe5e59942ba7dae570c88ad5e7aa070cb498dd027f9740d")));
            Assert.IsFalse(key.Verify(message, SignatureVectors.Hex("01000000000000000000000000000000000000000000000000000000000000803c41fb8d298843bed1024085db1ab66f68c576c765a320decf1589024fa07d08")));
        }

        [TestMethod]
        public void Ed25519_WeakKeys_AreRefusedWhenMade()
        {
            AssertKeyRefused(null);
            AssertKeyRefused(new byte[31]);
            AssertKeyRefused(new byte[33]);
            string[] weak =
            {
                "0000000000000000000000000000000000000000000000000000000000000000", // order 4
                "0100000000000000000000000000000000000000000000000000000000000000", // neutral
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 3
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = 2^255 - 1
            };
            for (int i = 0; i < weak.Length; i++)
            {
                byte[] bytes = SignatureVectors.Hex(weak[i]);
                AssertKeyRefused(bytes);
                bytes[31] |= 0x80;
                AssertKeyRefused(bytes);
            }
        }

        [TestMethod]
        public void Ed25519_NoPointOfTheCurve_SignsNothing()
        {
            var bytes = new byte[32];
            bytes[0] = 2;
            var key = new Ed25519Key(bytes);
            Assert.IsFalse(key.Verify(new byte[0], SignatureVectors.Signature(0)));
            Assert.IsFalse(key.Verify(new byte[0], SignatureVectors.Signature(0)));
        }

        [TestMethod]
        public void Ed25519_File_IsSignedButForSignatureAndCrc()
        {
            byte[] file = File();
            var key = new Ed25519Key(SignatureVectors.PublicKey(0));
            byte[] signature = SignatureVectors.Hex("fe7035e00d170954baaf3b57603a07c299778326d78aed11f4917924057fb467c1343fd2ff0471ee5a2d7c50cd4610192a9ce616d9800bac4cb302f0c8c0e908");
            Array.Copy(signature, 0, file, FileSignatureAt, signature.Length);
            AssertId(key, SignatureKind.Ed25519, 64, "21fe31dfa154a261");

            Assert.IsTrue(key.Verify(new ArrayStorage(file), FileSignatureAt));
            file[FileLength - 1] ^= 1; // the CRC
            Assert.IsTrue(key.Verify(new ArrayStorage(file), FileSignatureAt));
            file[FileLength - 5] ^= 1;
            Assert.IsFalse(key.Verify(new ArrayStorage(file), FileSignatureAt));
            file[FileLength - 5] ^= 1;
            AssertOutside(key, file);
        }

        [TestMethod]
        public void Hmac_File_IsSignedButForSignatureAndCrc()
        {
            byte[] file = File();
            byte[] hash = SignatureVectors.Hex("487f40d45a269951f7fb81ed1703a166a6bec8e9c11066e360ce94fc4ccbcafa");
            Array.Copy(hash, 0, file, FileHashAt, hash.Length);
            HmacKey[] keys = { new ManagedHmacKey(SignatureVectors.Ascending(32)), new WholeHmacKey(SignatureVectors.Ascending(32)) };
            for (int k = 0; k < keys.Length; k++)
            {
                HmacKey key = keys[k];
                AssertId(key, SignatureKind.Hmac, 32, "d48573703060082c");
                Assert.IsTrue(key.Verify(new ArrayStorage(file), FileHashAt));
                Assert.IsTrue(key.Verify(file, FileHashAt));
                Assert.AreEqual((int)hash[0], (int)file[FileHashAt]);
                file[FileLength - 1] ^= 1; // the CRC
                Assert.IsTrue(key.Verify(new ArrayStorage(file), FileHashAt));
                int[] changed = { 0, FileHashAt - 1, FileHashAt, FileHashAt + 31, FileHashAt + 32, FileLength - 5 };
                for (int i = 0; i < changed.Length; i++)
                {
                    file[changed[i]] ^= 16;
                    Assert.IsFalse(key.Verify(new ArrayStorage(file), FileHashAt));
                    Assert.IsFalse(key.Verify(file, FileHashAt));
                    file[changed[i]] ^= 16;
                }

                AssertOutside(key, file);
                Assert.IsFalse(key.Verify(file, FileLength - 35));
            }
        }

        [TestMethod]
        public void Hmac_ShortSecret_IsRefused()
        {
            bool isRefused = false;
            try
            {
                _ = new ManagedHmacKey(new byte[31]);
            }
            catch (ArgumentException)
            {
                isRefused = true;
            }

            Assert.IsTrue(isRefused);
        }

        private static byte[] File()
        {
            var file = new byte[FileLength];
            for (int i = 0; i < file.Length; i++)
            {
                file[i] = (byte)(((i * 7) + ((i >> 8) * 5) + 3) & 255);
            }

            return file;
        }

        // A signature that begins before the file, ends in the CRC or beyond, or overflows.
        private static void AssertOutside(ModelKey key, byte[] file)
        {
            int[] outside = { -1, int.MinValue, FileLength - 4 - key.SignatureLength + 1, FileLength, int.MaxValue };
            for (int i = 0; i < outside.Length; i++)
            {
                Assert.IsFalse(key.Verify(new ArrayStorage(file), outside[i]));
            }

            Assert.IsFalse(key.Verify(new ArrayStorage(new byte[3]), 0));
        }

        private static void AssertId(ModelKey key, SignatureKind kind, int length, string id)
        {
            var copied = new byte[ModelKey.IdLength];
            key.CopyId(copied);
            Assert.AreEqual((int)kind, (int)key.Kind);
            Assert.AreEqual(length, key.SignatureLength);
            AssertEqual(SignatureVectors.Hex(id), copied, 0);
        }

        private static void AssertKeyRefused(byte[] bytes)
        {
            bool isRefused = false;
            try
            {
                _ = new Ed25519Key(bytes);
            }
            catch (ArgumentException)
            {
                isRefused = true;
            }

            Assert.IsTrue(isRefused);
        }

        // At once, and in two pieces.
        private static void AssertHash(BlockHash hash, int length, byte[] message, string expected)
        {
            var actual = new byte[length + 1];
            hash.Reset();
            hash.Add(message, 0, message.Length);
            hash.Finish(actual, 0);
            AssertEqual(SignatureVectors.Hex(expected), actual, 0);
            Assert.AreEqual(0, (int)actual[length]);

            hash.Reset();
            hash.Add(message, 0, message.Length / 3);
            hash.Add(message, message.Length / 3, message.Length - (message.Length / 3));
            hash.Finish(actual, 1);
            Assert.AreEqual((int)SignatureVectors.Hex(expected)[0], (int)actual[0]); // of the first time
            AssertEqual(SignatureVectors.Hex(expected), actual, 1);
        }

        private static void AssertHmac(byte[] key, byte[] message, string expected)
        {
            var actual = new byte[Sha256.Length];
            var hmac = new HmacSha256(key);
            hmac.Begin().Add(message, 0, message.Length);
            hmac.Finish(actual);
            AssertEqual(SignatureVectors.Hex(expected), actual, 0);
        }

        private static void AssertEqual(byte[] expected, byte[] actual, int at)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual((int)expected[i], (int)actual[at + i]);
            }
        }
    }
}
