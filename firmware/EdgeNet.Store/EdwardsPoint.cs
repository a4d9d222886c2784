namespace EdgeNet
{
    /// <summary>A point of the curve -x² + y² = 1 + d·x²·y² as X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z (RFC 8032, 5.1.4).</summary>
    /// <remarks>Not in constant time: what it computes with is public.</remarks>
    internal sealed class EdwardsPoint
    {
        public readonly FieldElement X = new FieldElement();
        public readonly FieldElement Y = new FieldElement();
        public readonly FieldElement Z = new FieldElement();
        public readonly FieldElement T = new FieldElement();

        private readonly FieldElement _a = new FieldElement();
        private readonly FieldElement _b = new FieldElement();
        private readonly FieldElement _c = new FieldElement();
        private readonly FieldElement _d = new FieldElement();

        /// <summary>Sets this to the neutral point; T is set too.</summary>
        public void SetNeutral()
        {
            X.Set(0);
            Y.Set(1);
            Z.Set(1);
            T.Set(0);
        }

        /// <summary>Sets this to the base point of Ed25519.</summary>
        public void SetBase()
        {
            X.Set(0xF25D51A, 0xAB16B04, 0x969ECB2, 0x198EC12A, 0xDC5C692, 0x1118FEEB, 0xFFB0293, 0x1A79ADCA, 0x216936);
            Y.Set(0x6666658, 0x13333333, 0x19999999, 0xCCCCCCC, 0x6666666, 0x13333333, 0x19999999, 0xCCCCCCC, 0x666666);
            Z.Set(1);
            T.Multiply(X, Y);
        }

        /// <summary>Sets this to the point of an encoding (RFC 8032, 5.1.3) with the other sign: -A.</summary>
        /// <param name="bytes">The encoding, 32 bytes; y is canonical.</param>
        /// <returns>Whether there is such a point; otherwise this is none.</returns>
        public bool SetNegative(byte[] bytes)
        {
            FieldElement u = _a;
            FieldElement v = _b;
            Y.Read(bytes, 0);
            Z.Set(1);
            X.Square(Y);
            u.Subtract(X, Z);
            SetD(v);
            v.Multiply(v, X);
            v.Add(v, Z);

            // x = u·v³·(u·v⁷)^((p-5)/8): then v·x² is u, or -u where x lacks the factor sqrt(-1), or there is no x.
            T.Square(v);
            T.Multiply(T, v);
            Z.Square(T);
            Z.Multiply(Z, v);
            Z.Multiply(Z, u);
            T.Multiply(T, u);
            X.RaiseForRoot(Z, _c, _d, Y);
            X.Multiply(X, T);
            Z.Square(X);
            Z.Multiply(Z, v);
            T.Subtract(Z, u);
            if (!T.IsZero())
            {
                T.Add(Z, u);
                if (!T.IsZero())
                {
                    return false;
                }

                T.Set(0xA0EA0B0, 0x770D93A, 0xBF91E31, 0x6300D5A, 0x1D7A72F4, 0x4C9EFD, 0x1C2CAD34, 0x1009F83B, 0x2B8324); // sqrt(-1)
                X.Multiply(X, T);
            }

            if (X.IsOdd() == (bytes[31] > 127))
            {
                T.Set(0);
                X.Subtract(T, X);
            }

            Y.Read(bytes, 0);
            Z.Set(1);
            T.Multiply(X, Y);
            return true;
        }

        /// <summary>Whether an encoding's y belongs to a point whose order divides 8: such a key signs anything.</summary>
        /// <param name="bytes">The encoding, 32 bytes.</param>
        /// <returns>
        /// y·(y² - 1)·(d·y⁴ + 2·y² - 1) = 0: order 4, order 1 and 2, and order 8, where the y of the double is 0. This is no point afterwards.
        /// </returns>
        public bool HasSmallOrder(byte[] bytes)
        {
            Y.Read(bytes, 0);
            Z.Set(1);
            _a.Square(Y);
            _b.Subtract(_a, Z);
            Y.Multiply(Y, _b);
            SetD(_c);
            _c.Multiply(_c, _a);
            _c.Multiply(_c, _a);
            _c.Add(_c, _b);
            _c.Add(_c, _a);
            Y.Multiply(_c, Y);
            return Y.IsZero();
        }

        /// <summary>Whether this is the point of an encoding: its canonical one, byte for byte.</summary>
        /// <param name="bytes">32 of these.</param>
        /// <param name="at">The first one.</param>
        public bool HasEncoding(byte[] bytes, int at)
        {
            FieldElement inverse = T;
            inverse.Invert(Z, _a, _b, _c);
            X.Multiply(X, inverse);
            Y.Multiply(Y, inverse);
            return Y.HasEncoding(bytes, at, X.IsOdd() ? 1 : 0);
        }

        /// <summary>Doubles this point: 4 squares, 3 products, and one for T.</summary>
        /// <remarks>As "dbl-2008-hwcd" of the Explicit-Formulas Database for a = -1, with the sign of all four turned.</remarks>
        /// <param name="needsT">Whether an addition follows; otherwise T is wrong afterwards.</param>
        public void Double(bool needsT)
        {
            _d.Subtract(X, Y);
            _d.Square(_d);
            _a.Square(X);
            _b.Square(Y);
            _c.Square(Z);
            FieldElement.MixForDouble(_a, _b, _c, _d);
            Complete(_d, _c, _b, _a, needsT);
        }

        /// <summary>Adds a point to this one, or subtracts it: 7 products, and one for T.</summary>
        /// <remarks>As "add-2008-hwcd-3" for a = -1; complete, so it doubles and adds the neutral point too.</remarks>
        /// <param name="point">The other one.</param>
        /// <param name="isNegative">Whether to subtract.</param>
        /// <param name="needsT">Whether another addition follows; otherwise T is wrong afterwards.</param>
        public void Add(EdwardsAddend point, bool isNegative, bool needsT)
        {
            _a.Subtract(Y, X);
            _b.Add(Y, X);
            _a.Multiply(_a, isNegative ? point.Sum : point.Difference);
            _b.Multiply(_b, isNegative ? point.Difference : point.Sum);
            _c.Multiply(T, point.T);
            _d.Multiply(Z, point.Z);
            FieldElement.MixForAdd(_a, _b, _c, _d);
            if (isNegative)
            {
                Complete(_b, _d, _c, _a, needsT);
            }
            else
            {
                Complete(_b, _c, _d, _a, needsT);
            }
        }

        /// <summary>Sets an element to d = -121665/121666.</summary>
        public static void SetD(FieldElement element)
        {
            element.Set(0x135978A3, 0xF5A6E50, 0x10762ADD, 0x149A82, 0x1E898007, 0x3CBBBC, 0x19CE331D, 0x1DC56DFF, 0x52036C);
        }

        private void Complete(FieldElement e, FieldElement f, FieldElement g, FieldElement h, bool needsT)
        {
            X.Multiply(e, f);
            Y.Multiply(g, h);
            Z.Multiply(f, g);
            if (needsT)
            {
                T.Multiply(e, h);
            }
        }
    }
}
