namespace System
{
    /// <summary>What the device's sources use of <c>nanoFramework.System.Math</c> 1.5.116: of each name every overload, so that a call is bound as it is there.</summary>
    public static class Math
    {
        public static double Abs(double value) => throw null;

        public static int Abs(int value) => throw null;

        public static float Abs(float value) => throw null;

        public static double Exp(double value) => throw null;

        public static double Max(double x, double y) => throw null;

        public static int Max(int x, int y) => throw null;

        public static float Max(float x, float y) => throw null;

        public static double Min(double x, double y) => throw null;

        public static int Min(int x, int y) => throw null;

        public static float Min(float x, float y) => throw null;

        public static double Round(double value) => throw null;

        public static double Sqrt(double value) => throw null;
    }
}
