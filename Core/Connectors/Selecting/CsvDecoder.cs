using System.Text;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>CSV with a header row, each row a mapping of texts; missing values are null. Quotes as in RFC 4180.</summary>
internal sealed class CsvDecoder(Encoding encoding, char delimiter, IReadOnlySet<string> nulls) : IBodyDecoder
{
    /// <summary>Texts that pandas takes for missing by default.</summary>
    public static readonly IReadOnlySet<string> PandasNulls = new HashSet<string>
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    };

    public bool IsStream => true;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        var text = TextEncodings.Decode(encoding, body.Span);
        // Line ends are read as \n wherever they are, also inside quotes.
        if (text.Contains('\r')) text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        string[]? header = null;
        foreach (var row in Rows(text))
        {
            if (header is null)
            {
                header = [.. row];
                continue;
            }
            var record = new DictValue();
            for (var i = 0; i < header.Length; i++)
                record[header[i]] = i < row.Count && !nulls.Contains(row[i]) ? Tree.Text(row[i]) : Tree.None;
            if (row.Count > header.Length) record["null"] = new ListValue(row.Skip(header.Length).Select(Tree.Text).ToList());
            yield return record;
        }
    }

    private IEnumerable<List<string>> Rows(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var (quoted, any) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quoted)
            {
                if (character != '"') field.Append(character);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else quoted = false;
                continue;
            }
            if (character == '"' && field.Length == 0)
            {
                (quoted, any) = (true, true);
            }
            else if (character == delimiter)
            {
                row.Add(Take(field));
                any = true;
            }
            else if (character is '\n' or '\r')
            {
                if (character == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                if (any || field.Length > 0)
                {
                    row.Add(Take(field));
                    yield return row;
                    row = [];
                }
                any = false;
            }
            else
            {
                field.Append(character);
            }
        }
        if (any || field.Length > 0)
        {
            row.Add(Take(field));
            yield return row;
        }
    }

    private static string Take(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }
}
