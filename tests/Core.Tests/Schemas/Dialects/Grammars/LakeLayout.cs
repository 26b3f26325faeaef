using System.Text.RegularExpressions;

namespace Supertrack.Core.Tests.Schemas.Dialects.Grammars;

/// <summary>A raw and a curated place for each dataset, whose names climb nowhere, and a line for each column.</summary>
internal static partial class LakeLayout
{
    public static int Datasets(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var at = 0;
        var datasets = 0;
        for (; at < lines.Length; datasets++)
        {
            if (!Raw().IsMatch(lines[at])) throw new FormatException($"{lines[at]} is no raw place");
            if (!Curated().IsMatch(lines[at + 1])) throw new FormatException($"{lines[at + 1]} is no curated place");
            for (at += 2; at < lines.Length && lines[at].StartsWith("  ", StringComparison.Ordinal); at++)
                if (!Column().IsMatch(lines[at])) throw new FormatException($"{lines[at]} is no column");
        }
        return datasets;
    }

    [GeneratedRegex(@"^raw/\{tenant\}/\{source\}/[\p{L}\p{Nd}_-]+/load_date=\{yyyy-MM-dd\}/\{batch\}\.jsonl\.gz$")]
    private static partial Regex Raw();

    [GeneratedRegex(@"^curated/\{tenant\}/[\p{L}\p{Nd}_-]+/([\p{L}\p{Nd}_-]+_date=\{yyyy-MM-dd\}/)?part-\{number\}\.parquet$")]
    private static partial Regex Curated();

    [GeneratedRegex(@"^  ([^\s:""][^:""]*|""([^""\\]|\\.)*""): (int64|double|boolean|date|json|string|timestamp\(micros, utc\))( not null)?( key)?$")]
    private static partial Regex Column();
}
