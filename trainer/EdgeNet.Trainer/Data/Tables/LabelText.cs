using System.Globalization;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Finds the class that a cell names.</summary>
/// <remarks>
/// A cell belongs to the class with the same text. If there is none, numbers are compared by their value, so that 1.0 and 1 are the same, and true and
/// false in any case, as in True. Nothing else is guessed: 1 is not true, and a name in other letters is another name.
/// </remarks>
internal static class LabelText
{
    // The digits that a decimal holds exactly; longer numbers are compared as texts only.
    private const int MostDigits = 28;

    /// <summary>Finds the class.</summary>
    /// <param name="cell">The text in the label column.</param>
    /// <param name="names">The allowed texts.</param>
    /// <returns>The number of the class, from 0; -1 if there is none, or more than one.</returns>
    public static int IndexOf(string cell, IReadOnlyList<string> names)
    {
        // Output of 'edgenet run' may be read again: its mark before a text like a formula is no part of the text.
        int exact = CsvCell.Unmark(cell) is { } text ? Find(text, names) : -1;
        exact = exact < 0 ? Find(cell, names) : exact;
        if (exact >= 0)
        {
            return exact;
        }

        int found = -1;
        for (int i = 0; i < names.Count; i++)
        {
            if (IsSame(cell, names[i]))
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }

    /// <summary>Finds a name in any Unicode normal form.</summary>
    /// <returns>From 0; -1 where there is none.</returns>
    public static int Find(string text, IReadOnlyList<string> names)
    {
        string normal = NormalForm.Of(text);
        for (int i = 0; i < names.Count; i++)
        {
            if (NormalForm.Of(names[i]) == normal)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSame(string cell, string name) =>
        (bool.TryParse(cell, out bool flag) && bool.TryParse(name, out bool wanted) && flag == wanted)
        || (Number(cell) is { } number && Number(name) == number);

    private static decimal? Number(string text) =>
        text.Length <= MostDigits && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
