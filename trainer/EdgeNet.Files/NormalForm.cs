using System.Globalization;

namespace EdgeNet.Files;

/// <summary>
/// Form C of Unicode (UAX #15): "ö" as one character and as "o" with a mark above it are the same name. Files that come from macOS have the second form.
/// </summary>
/// <remarks>
/// Not by <c>string.Normalize</c>: it needs ICU, which not every machine has, and does nothing without it. <c>NormalForm.txt</c> is made from
/// Unicode's database: combining classes (<c>@class first last</c>), and each character with its decomposition, <c>!</c> before one that is not composed again.
/// Compatibility ideographs, which would change their look, are left as they are.
/// </remarks>
internal static class NormalForm
{
    private const int FirstToChange = 0x300; // the first combining mark; nothing below it changes by itself

    // Hangul syllables are composed by arithmetic (The Unicode Standard, section 3.12).
    private const int HangulFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailFirst = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    private static readonly Lazy<Tables> Data = new(ReadTables);

    /// <summary>Puts a text into form C.</summary>
    /// <param name="text">The text; halves of characters in it stay as they are.</param>
    /// <returns>The same text where it is in form C already.</returns>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstToChange - 1)))
        {
            return text;
        }

        var decomposed = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            Decompose(isPair ? char.ConvertToUtf32(text, i++) : text[i], decomposed);
        }

        Order(decomposed);
        return Compose(decomposed);
    }

    private static void Decompose(int point, List<int> into)
    {
        int syllable = point - HangulFirst;
        if (syllable is >= 0 and < Leads * Vowels * Tails)
        {
            into.Add(LeadFirst + (syllable / (Vowels * Tails)));
            into.Add(VowelFirst + (syllable / Tails % Vowels));
            if (syllable % Tails > 0)
            {
                into.Add(TailFirst + (syllable % Tails));
            }
        }
        else if (Data.Value.Parts.TryGetValue(point, out int[]? parts))
        {
            foreach (int part in parts)
            {
                Decompose(part, into);
            }
        }
        else
        {
            into.Add(point);
        }
    }

    // Combining marks of different classes have a fixed order, whichever was typed first.
    private static void Order(List<int> points)
    {
        for (int start = 0; start < points.Count;)
        {
            int end = start;
            while (end < points.Count && ClassOf(points[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                int[] marks = [.. points.GetRange(start, end - start).OrderBy(ClassOf)];
                for (int i = 0; i < marks.Length; i++)
                {
                    points[start + i] = marks[i];
                }
            }

            start = Math.Max(end, start + 1);
        }
    }

    private static string Compose(List<int> points)
    {
        var composed = new List<int>(points.Count);
        int starter = -1;
        int last = 0; // class of the previous mark, which blocks others of its class
        foreach (int point in points)
        {
            int own = ClassOf(point);
            bool isNext = starter >= 0 && (starter == composed.Count - 1 || (last > 0 && last < own));
            if (isNext && Pair(composed[starter], point) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            composed.Add(point);
            last = own;
            starter = own == 0 ? composed.Count - 1 : starter;
        }

        return string.Concat(composed.Select(point => point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point)));
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < Leads && second - VowelFirst is >= 0 and < Vowels)
        {
            return HangulFirst + ((((first - LeadFirst) * Vowels) + second - VowelFirst) * Tails);
        }

        bool isOpenSyllable = first - HangulFirst is >= 0 and < Leads * Vowels * Tails && (first - HangulFirst) % Tails == 0;
        if (isOpenSyllable && second - TailFirst is > 0 and < Tails)
        {
            return first + second - TailFirst;
        }

        return Data.Value.Wholes.TryGetValue((first, second), out int whole) ? whole : null;
    }

    private static int ClassOf(int point) => point < FirstToChange ? 0 : Data.Value.Classes.GetValueOrDefault(point);

    private static Tables ReadTables()
    {
        using Stream stream = typeof(NormalForm).Assembly.GetManifestResourceStream("EdgeNet.Files.NormalForm.txt")!;
        using var reader = new StreamReader(stream);
        var tables = new Tables([], [], []);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.TrimStart('@', '!').Split(' ');
            if (line[0] == '@')
            {
                for (int point = Hex(cells[1]); point <= Hex(cells[2]); point++)
                {
                    tables.Classes[point] = int.Parse(cells[0], CultureInfo.InvariantCulture);
                }

                continue;
            }

            int[] parts = [.. cells[1..].Select(Hex)];
            tables.Parts[Hex(cells[0])] = parts;
            if (line[0] != '!')
            {
                tables.Wholes[(parts[0], parts[1])] = Hex(cells[0]);
            }
        }

        return tables;

        static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private sealed record Tables(Dictionary<int, int> Classes, Dictionary<int, int[]> Parts, Dictionary<(int First, int Second), int> Wholes);
}
