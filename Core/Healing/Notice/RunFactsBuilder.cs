using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Keys;

namespace Supertrack.Core.Healing.Notice;

/// <summary>Gathers the facts of a run page by page; memory is bounded by the sketches of its columns.</summary>
/// <param name="at">When the run began.</param>
/// <param name="key">Fields of the primary key; empty where there is none.</param>
public sealed class RunFactsBuilder(DateTimeOffset at, IReadOnlyList<string> key)
{
    private const int SketchSize = 4_096;
    private const int MostColumns = 500;

    private readonly Dictionary<string, Column> _columns = [];
    private readonly HashSet<ulong> _pages = [];
    private readonly ValueSketch _keys = new();
    private readonly List<string> _announcements = [];
    private long _rows, _bytes, _count, _repeatedPages, _keyed;

    /// <summary>Takes the records of one page and the bytes they came in.</summary>
    public void Page(IReadOnlyList<JsonObject> records, long bytes)
    {
        _count++;
        _bytes += bytes;
        if (records.Count > 0 && !_pages.Add(Hash(string.Concat(records.Select(record => record.ToJsonString()))))) _repeatedPages++;
        foreach (var record in records) Row(record);
    }

    /// <summary>Notes what a header or body announces: <c>Deprecation</c>, <c>Sunset</c>, <c>Warning</c>.</summary>
    public void Headers(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
            if (name.Equals("Deprecation", StringComparison.OrdinalIgnoreCase) || name.Equals("Sunset", StringComparison.OrdinalIgnoreCase) || (name.Equals("Warning", StringComparison.OrdinalIgnoreCase) && value.StartsWith("299", StringComparison.Ordinal)))
                if (!_announcements.Contains($"{name}: {value}")) _announcements.Add($"{name}: {value}");
    }

    /// <param name="duration">Seconds the run took.</param>
    /// <param name="cursor">Where the cursor ended, in a form that sorts.</param>
    /// <param name="announced">Rows the source says there are.</param>
    public RunFacts Build(double duration, string? cursor = null, long? announced = null) => new()
    {
        At = at,
        Rows = _rows,
        Pages = _count,
        Bytes = _bytes,
        Duration = duration,
        RepeatedKeys = _keys.IsExact ? _keyed - (long)_keys.Distinct : 0,
        RepeatedPages = _repeatedPages,
        Announced = announced,
        Cursor = cursor,
        Columns = _columns.ToDictionary(pair => pair.Key, pair => pair.Value.Facts(_rows)),
        Announcements = _announcements,
    };

    private void Row(JsonObject record)
    {
        _rows++;
        if (key.Count > 0)
        {
            _keyed++;
            _keys.Add(Hash(string.Join('\u001f', key.Select(part => record[part]?.ToJsonString() ?? ""))));
        }
        foreach (var (name, value) in record)
        {
            if (!_columns.TryGetValue(name, out var column))
            {
                if (_columns.Count >= MostColumns) continue;
                _columns[name] = column = new Column();
            }
            column.Add(value);
        }
    }

    // FNV-1a, finished as SplitMix64 is: the sketch wants evenly spread bits.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in Encoding.UTF8.GetBytes(text)) hash = (hash ^ letter) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }

    private sealed class Column
    {
        private readonly ValueSketch _values = new(SketchSize);
        private long _present;
        private long _numbers;
        private double _least = double.PositiveInfinity;
        private double _most = double.NegativeInfinity;

        public void Add(JsonNode? value)
        {
            if (value is null) return;
            _present++;
            _values.Add(Hash(value.ToJsonString()));
            if (value.GetValueKind() != JsonValueKind.Number || !double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return;
            _numbers++;
            _least = Math.Min(_least, number);
            _most = Math.Max(_most, number);
        }

        public ColumnFacts Facts(long rows) => new(rows == 0 ? 0 : 1 - (_present / (double)rows), _values.Distinct, _numbers > 0 ? _least : null, _numbers > 0 ? _most : null);
    }
}
