using System.Collections;
using System.Globalization;

namespace EdgeNet.Tuning;

/// <summary>A list of numbers that equals another one with the same numbers, and has a text that reads back exactly.</summary>
/// <param name="values">The numbers, which must not change.</param>
internal sealed class ValueList(IReadOnlyList<double> values) : IReadOnlyList<double>, IEquatable<ValueList>
{
    /// <summary>No numbers.</summary>
    public static readonly ValueList Empty = new([]);

    /// <inheritdoc/>
    public int Count => values.Count;

    /// <inheritdoc/>
    public double this[int index] => values[index];

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    /// <exception cref="FormatException">It is another text.</exception>
    public static ValueList Parse(string text) => text.Length == 0
        ? Empty
        : new([.. text.Split(' ').Select(number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))]);

    /// <inheritdoc/>
    public bool Equals(ValueList? other) => other is not null && values.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList);

    /// <inheritdoc/>
    public override int GetHashCode() => values.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => values.GetEnumerator();

    /// <summary>The numbers, parted by blanks.</summary>
    public override string ToString() => string.Join(' ', values.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
