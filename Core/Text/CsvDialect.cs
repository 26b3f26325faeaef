namespace Supertrack.Core.Text;

/// <summary>How a delimited text file is written. The defaults are RFC 4180 read leniently.</summary>
public sealed record CsvDialect
{
    public char Delimiter { get; init; } = ',';

    /// <summary>Encloses fields; null for none. A doubled quote inside stands for one. Default <c>"</c>.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Takes its next character literally, inside and outside of quotes; null (default) for none.</summary>
    public char? Escape { get; init; }

    /// <summary>Lines that begin with it are passed over; null (default) for none.</summary>
    public char? Comment { get; init; }

    /// <summary>Spaces and tabs around unquoted fields are dropped. Default false.</summary>
    public bool Trim { get; init; }

    /// <summary>Longest field in characters. Default 16 Mi.</summary>
    public int MaxField { get; init; } = 16 << 20;

    /// <summary>Most fields in a row. Default 65,536.</summary>
    public int MaxFields { get; init; } = 65_536;
}
