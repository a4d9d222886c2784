namespace EdgeNet.Tests.Device;

/// <summary>Code that breaks the device's rules, one each: the checks must find it. Nothing calls it.</summary>
internal static class DeviceViolations
{
    private static readonly int[] Numbers = [1, 2, 3];

    internal interface IShape
    {
        int Area(int side) => side * side;
    }

    /// <summary>Keeps every rule.</summary>
    public static int Sound(int number)
    {
        int sum = Numbers.Length;
        for (int i = 0; i < number; i++)
        {
            sum += (int)Math.Sqrt(OnlyThrowsWhenNegative(i));
        }

        return sum;
    }

    public static int NewArray(int length) => new int[length].Length;

    public static object NewObject() => new Base();

    public static object Box(int number) => number;

    public static string Concatenate(string text) => text + text;

    public static string NumberToString(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string LoadString() => "text";

    public static Func<int, int> MakeDelegate() => NewArray;

    public static long LocalStruct(long ticks)
    {
        var time = new TimeSpan(ticks);
        return time.Days;
    }

    public static int Throw(int number) => number < 0 ? throw new ArgumentOutOfRangeException(nameof(number)) : number;

    public static int CallsOneThatAllocates(int length) => CallsNewArray(length);

    public static int CallsOverrideThatAllocates(Base shape) => shape.Count();

    public static int UseList(int number) => new List<int> { number }.Count;

    public static int CheckedAdd(int number) => checked(number + 1);

    public static byte CheckedConversion(int number) => checked((byte)number);

    public static int TwoDimensions(int[,] numbers) => numbers[1, 1];

    public static T GenericMethod<T>(T value) => value;

    public static int StackAllocation()
    {
        Span<int> numbers = stackalloc int[2];
        return numbers.Length;
    }

    private static int CallsNewArray(int length) => NewArray(length);

    private static int OnlyThrowsWhenNegative(int number)
    {
        if (number < 0)
        {
            ThrowNegative(number);
        }

        return number;
    }

    private static void ThrowNegative(int number) => throw new ArgumentOutOfRangeException(nameof(number), "Negative: " + number + ".");

    internal struct Pair
    {
        public int First { get; set; }
    }

    internal class Base
    {
        public virtual int Count() => 0;
    }

    internal sealed class Derived : Base
    {
        public override int Count() => new int[1].Length;
    }

    internal sealed class Generic<T>
    {
        public T? Value { get; init; }
    }
}
