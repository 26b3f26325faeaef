using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Rows;

/// <summary>Rows by primary key, as the last read that worked left them.</summary>
public sealed class RowSet
{
    private const char Separator = '\u001f';

    private readonly Dictionary<string, JsonObject> _rows = [];

    /// <param name="key">Dotted paths of the primary key; at least one.</param>
    public RowSet(IReadOnlyList<string> key) => Key = key;

    public IReadOnlyList<string> Key { get; }

    public int Count => _rows.Count;

    /// <summary>These are not all rows that are known, so a read cannot be asked to bring all of them.</summary>
    public bool Sampled { get; init; }

    /// <summary>Rows that came under a key already there.</summary>
    public int Repeated { get; private set; }

    /// <summary>Rows without a value for the key.</summary>
    public int Keyless { get; private set; }

    public IReadOnlyCollection<JsonObject> Rows => _rows.Values;

    public IReadOnlyCollection<string> Keys => _rows.Keys;

    public static RowSet Of(IReadOnlyList<string> key, IEnumerable<JsonObject> rows)
    {
        var set = new RowSet(key);
        foreach (var row in rows) set.Add(row);
        return set;
    }

    /// <summary>Stores a row; one with the same key is replaced and counted.</summary>
    public void Add(JsonObject row)
    {
        if (KeyOf(row, Key) is not { } key) Keyless++;
        else if (!_rows.TryAdd(key, row))
        {
            Repeated++;
            _rows[key] = row;
        }
    }

    /// <summary>Stores a row in the place of the one with its key.</summary>
    public void Replace(JsonObject row)
    {
        if (KeyOf(row, Key) is { } key) _rows[key] = row;
    }

    public JsonObject? Find(string key) => _rows.GetValueOrDefault(key);

    /// <summary>The key of a row as text; null when a part of it is missing.</summary>
    public static string? KeyOf(JsonObject row, IReadOnlyList<string> key)
    {
        if (key.Count == 1) return TextOf(JsonLeaves.At(row, key[0]));
        var parts = new string[key.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            if (TextOf(JsonLeaves.At(row, key[index])) is not { } part) return null;
            parts[index] = part;
        }
        return string.Join(Separator, parts);
    }

    /// <summary>A scalar as text, numbers and texts alike (<c>7</c> and <c>"7"</c> are one key); null for anything else.</summary>
    public static string? TextOf(JsonNode? value) => value is JsonValue scalar ? scalar.ToString() : null;
}
