namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Recognises by its first bytes a file that is no CSV file.</summary>
internal static class FileKind
{
    private static readonly (string Kind, byte[] Start)[] Others =
    [
        ("a ZIP archive, such as .xlsx, .ods or .npz", [.. "PK\x03\x04"u8]),
        ("a gzip archive", [0x1F, 0x8B, 8]),
        ("an old Excel file (.xls)", [0xD0, 0xCF, 0x11, 0xE0]),
        ("a bzip2 archive", [.. "BZh"u8]),
        ("an xz archive", [0xFD, .. "7zXZ\0"u8]),
        ("a 7z archive", [.. "7z"u8, 0xBC, 0xAF]),
        ("a Zstandard archive", [0x28, 0xB5, 0x2F, 0xFD]),
        ("a Parquet file", [.. "PAR1"u8]),
        ("a NumPy file", [0x93, .. "NUMPY"u8]),
        ("an HDF5 file", [0x89, .. "HDF\r\n"u8]),
        ("an SQLite database", [.. "SQLite format 3\0"u8]),
        ("a PDF file", [.. "%PDF-"u8]),
        ("a PNG image", [0x89, .. "PNG"u8]),
        ("a JPEG image", [0xFF, 0xD8, 0xFF]),
        ("a model file", [.. "EDGN"u8]),
        ("a web page", [.. "<!DOCTYPE"u8]),
        ("a web page", [.. "<!doctype"u8]),
        ("a web page", [.. "<html"u8]),
        ("a JSON file", [.. "{\""u8]),
        ("a JSON file", [.. "[{"u8]),
    ];

    /// <summary>Refuses a file of another kind.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="file">The file at its beginning; it is rewound afterwards if it can be.</param>
    /// <exception cref="InputException">It is no CSV file.</exception>
    public static void RefuseOther(string name, Stream file)
    {
        if (!file.CanSeek)
        {
            return;
        }

        Span<byte> start = stackalloc byte[16];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        foreach ((string kind, byte[] bytes) in Others)
        {
            if (start.StartsWith(bytes))
            {
                throw new InputException($"{name}: this is {kind}, not a CSV file; save or export the table as CSV in UTF-8.");
            }
        }
    }
}
