using System.Globalization;
using System.Text;
using System.Xml;

namespace EdgeNet.Report;

/// <summary>Builds the page; every text from outside is escaped here.</summary>
internal sealed class Page
{
    private const int MaxNameLength = 28;

    private readonly StringBuilder _body = new();
    private readonly string _title;
    private readonly string _lead;
    private int _figures;

    public Page(string title, string lead)
    {
        _title = title;
        _lead = lead;
    }

    /// <summary>Escapes a text for HTML, and replaces characters that XML forbids.</summary>
    public static string Escape(string text) => Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Shortens a name so that it fits beside an axis.</summary>
    public static string Shorten(string name, int most = MaxNameLength)
    {
        string clean = Clean(name);
        int[] starts = StringInfo.ParseCombiningCharacters(clean);
        return starts.Length <= most ? clean : string.Concat(clean.AsSpan(0, starts[most - 1]), "…");
    }

    public void OpenSection(string id, string title, string lead) =>
        _body.Append($"<section id=\"{id}\"><h2>{Escape(title)}</h2><p class=\"lead\">{Escape(lead)}</p><div class=\"cards\">\n");

    public void CloseSection() => _body.Append("</div></section>\n");

    /// <summary>Adds a chart with its title, its key and a note below it.</summary>
    public void AddFigure(string title, Chart chart, string note = "")
    {
        _body.Append($"<figure><figcaption>{Escape(title)}</figcaption>");
        if (chart.Key.Count > 1)
        {
            _body.Append("<ul class=\"key\">");
            foreach ((string name, Paint paint) in chart.Key)
            {
                _body.Append($"<li><i style=\"background:{Theme.Variable(paint)}\"></i>{Escape(Shorten(name))}</li>");
            }

            _body.Append("</ul>");
        }

        _body.Append(SvgDrawing.Of(chart, title, ++_figures));
        AddNote(note);
        _body.Append("</figure>\n");
    }

    /// <summary>Adds a table; the first cell of each row is its heading.</summary>
    /// <param name="title">Above it.</param>
    /// <param name="header">The columns.</param>
    /// <param name="rows">A text for each column.</param>
    /// <param name="shade">How strongly a cell is coloured, 0 to 1, by row and column; or null.</param>
    /// <param name="note">Below it.</param>
    public void AddTable(
        string title, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, Func<int, int, double>? shade = null, string note = "")
    {
        _body.Append($"<figure><figcaption>{Escape(title)}</figcaption><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        foreach (string column in header)
        {
            _body.Append($"<th scope=\"col\">{Escape(column)}</th>");
        }

        _body.Append("</tr></thead><tbody>");
        for (int r = 0; r < rows.Count; r++)
        {
            _body.Append($"<tr><th scope=\"row\">{Escape(rows[r][0])}</th>");
            for (int c = 1; c < rows[r].Count; c++)
            {
                int percent = (int)Math.Round(100 * (shade?.Invoke(r, c) ?? 0));
                string style = percent == 0 ? string.Empty : $" style=\"background:color-mix(in srgb,var(--s1) {percent}%,transparent)\"";
                _body.Append($"<td{style}>{Escape(rows[r][c])}</td>");
            }

            _body.Append("</tr>");
        }

        _body.Append("</tbody></table></div>");
        AddNote(note);
        _body.Append("</figure>\n");
    }

    /// <summary>Adds names with values.</summary>
    public void AddFacts(string title, IEnumerable<(string Name, string Value)> facts)
    {
        _body.Append($"<figure><figcaption>{Escape(title)}</figcaption><dl>");
        foreach ((string name, string value) in facts)
        {
            _body.Append($"<dt>{Escape(name)}</dt><dd>{Escape(value)}</dd>");
        }

        _body.Append("</dl></figure>\n");
    }

    public string ToHtml()
    {
        string title = Escape(_title);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>{title} · EdgeNet report</title>
            <style>
            {Theme.Css}</style>
            </head>
            <body>
            <header><h1>{title}</h1><p>{Escape(_lead)}</p></header>
            <main>
            {_body}</main>
            </body>
            </html>

            """;
    }

    // Lone surrogates are U+FFFD already; characters that reverse the direction of writing would also reverse the text after them.
    private static string Clean(string text) => string.Concat(
        text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) || IsTurning(rune.Value) ? "\uFFFD" : rune.ToString()));

    private static bool IsTurning(int point) => point is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0x7F and <= 0x9F);

    private void AddNote(string note)
    {
        if (note.Length > 0)
        {
            _body.Append($"<p class=\"note\">{Escape(note)}</p>");
        }
    }
}
