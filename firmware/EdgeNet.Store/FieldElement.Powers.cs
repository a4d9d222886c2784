namespace EdgeNet
{
    internal sealed partial class FieldElement
    {
        /// <summary>Sets this to <c>1 / a = a^(p-2)</c>; 0 for 0.</summary>
        /// <param name="a">Another element.</param>
        /// <param name="ones">Another element; it is overwritten, as the next two are.</param>
        /// <param name="ten">Another element.</param>
        /// <param name="eleventh">Another element.</param>
        public void Invert(FieldElement a, FieldElement ones, FieldElement ten, FieldElement eleventh)
        {
            RaiseTo250Ones(a, ones, ten, eleventh);
            SquareTimes(5);
            Multiply(this, eleventh); // 2^255 - 2^5 + 11 = p - 2
        }

        /// <summary>Sets this to <c>a^((p-5)/8)</c>, from which square roots come (RFC 8032, 5.1.3).</summary>
        /// <param name="a">Another element.</param>
        /// <param name="ones">Another element; it is overwritten, as the next two are.</param>
        /// <param name="ten">Another element.</param>
        /// <param name="eleventh">Another element.</param>
        public void RaiseForRoot(FieldElement a, FieldElement ones, FieldElement ten, FieldElement eleventh)
        {
            RaiseTo250Ones(a, ones, ten, eleventh);
            SquareTimes(2);
            Multiply(this, a); // 2^252 - 2^2 + 1 = (p - 5) / 8
        }

        // a^(2^250 - 1): the exponent has 250 ones in binary. It leaves a^11 behind.
        private void RaiseTo250Ones(FieldElement a, FieldElement ones, FieldElement ten, FieldElement eleventh)
        {
            Square(a);
            ones.Square(this);
            ones.Square(ones);
            ones.Multiply(ones, a); // a^9
            eleventh.Multiply(ones, this);
            Square(eleventh);
            Multiply(this, ones); // a^31: 5 ones
            Append(this, 5, ones);
            ten.Set(this);
            Append(this, 10, ones);
            Append(this, 20, ones);
            Append(ten, 10, ones);
            ten.Set(this); // 50 ones from here on
            Append(this, 50, ones);
            Append(this, 100, ones);
            Append(ten, 50, ones);
        }

        // Ones behind those of this.
        private void Append(FieldElement power, int count, FieldElement scratch)
        {
            scratch.Set(power);
            SquareTimes(count);
            Multiply(this, scratch);
        }

        private void SquareTimes(int count)
        {
            for (int n = 0; n < count; n++)
            {
                Square(this);
            }
        }
    }
}
