namespace EdgeNet
{
    /// <summary>A point as additions take it: Y + X, Y - X, 2·d·T, Z.</summary>
    internal sealed class EdwardsAddend
    {
        public readonly FieldElement Sum = new FieldElement();
        public readonly FieldElement Difference = new FieldElement();
        public readonly FieldElement T = new FieldElement();
        public readonly FieldElement Z = new FieldElement();

        /// <summary>Integers of one in a table: their limbs fit 31 bits.</summary>
        public const int Length = 4 * FieldElement.Limbs;

        /// <summary>Sets this to a point.</summary>
        public void Set(EdwardsPoint point)
        {
            Sum.Add(point.Y, point.X);
            Sum.Carry();
            Difference.Subtract(point.Y, point.X);
            EdwardsPoint.SetD(T);
            T.Add(T, T);
            T.Multiply(T, point.T);
            Z.Set(point.Z);
        }

        /// <summary>Puts this into a table.</summary>
        /// <param name="table">The table.</param>
        /// <param name="at">Of the first integer.</param>
        public void Store(int[] table, int at)
        {
            Sum.Store(table, at);
            Difference.Store(table, at + FieldElement.Limbs);
            T.Store(table, at + (2 * FieldElement.Limbs));
            Z.Store(table, at + (3 * FieldElement.Limbs));
        }

        /// <summary>Sets this to an entry of a table.</summary>
        /// <param name="table">The table.</param>
        /// <param name="at">Of the first integer.</param>
        public void Load(int[] table, int at)
        {
            Sum.Load(table, at);
            Difference.Load(table, at + FieldElement.Limbs);
            T.Load(table, at + (2 * FieldElement.Limbs));
            Z.Load(table, at + (3 * FieldElement.Limbs));
        }
    }
}
