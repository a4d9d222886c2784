// What the device's tests use of nanoFramework.TestFramework 3.0.80, which the registry does not have; of AreEqual every overload but that of dates.
using System;

namespace nanoFramework.TestFramework
{
    public static class Assert
    {
        public static void AreEqual(bool expected, bool actual, string message = "") => throw null;

        public static void AreEqual(byte expected, byte actual, string message = "") => throw null;

        public static void AreEqual(char expected, char actual, string message = "") => throw null;

        public static void AreEqual(double expected, double actual, string message = "") => throw null;

        public static void AreEqual(float expected, float actual, string message = "") => throw null;

        public static void AreEqual(int expected, int actual, string message = "") => throw null;

        public static void AreEqual(long expected, long actual, string message = "") => throw null;

        public static void AreEqual(object expected, object actual, string message = "") => throw null;

        public static void AreEqual(sbyte expected, sbyte actual, string message = "") => throw null;

        public static void AreEqual(short expected, short actual, string message = "") => throw null;

        public static void AreEqual(string expected, string actual, string message = "") => throw null;

        public static void AreEqual(uint expected, uint actual, string message = "") => throw null;

        public static void AreEqual(ulong expected, ulong actual, string message = "") => throw null;

        public static void AreEqual(ushort expected, ushort actual, string message = "") => throw null;

        public static void IsFalse(bool actual, string message = "") => throw null;

        public static void IsTrue(bool actual, string message = "") => throw null;
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class TestClassAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestMethodAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class DataRowAttribute : Attribute
    {
        public DataRowAttribute(params object[] args)
        {
        }
    }
}
