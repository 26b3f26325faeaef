using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Matching.Transforms;

namespace Supertrack.Core.Schemas.Matching.Values;

/// <summary>Records laid flat: for each leaf path its value in every record. A leaf within a list of objects is the list of its values.</summary>
internal sealed class RecordColumns
{
    private const int MaxColumns = 2000;
    private readonly Dictionary<string, JsonNode?[]> _columns = [];
    private readonly int _rows;

    private readonly HashSet<string> _whole;

    /// <param name="fields">The schema of the records: an object whose members it does not name (a map) is one leaf.</param>
    public RecordColumns(IReadOnlyList<JsonNode?> records, IReadOnlyList<SchemaField> fields)
    {
        _rows = records.Count;
        _whole = Whole(fields);
        for (var row = 0; row < _rows; row++)
        {
            if (records[row] is JsonObject record) Visit(record, "", row);
        }
    }

    public IReadOnlyDictionary<string, JsonNode?[]> Columns => _columns;

    // The schema may be that of a whole answer, in which the records are the items of a list.
    private static HashSet<string> Whole(IReadOnlyList<SchemaField> fields)
    {
        var parents = fields.Where(f => f.Name != "*" && f.Parent >= 0).Select(f => f.Parent).ToHashSet();
        var whole = new HashSet<string>();
        foreach (var field in fields.Where(f => f.Types is ["object"] && !parents.Contains(f.Index)))
        {
            whole.Add(field.Path);
            var list = field.Path.IndexOf("[].", StringComparison.Ordinal);
            if (list >= 0) whole.Add(field.Path[(list + 3)..]);
        }
        return whole;
    }

    private void Visit(JsonObject node, string path, int row)
    {
        foreach (var (name, value) in node)
        {
            var at = path.Length == 0 ? name : path + "." + name;
            if (value is JsonObject { Count: > 0 } members && !_whole.Contains(at)) Visit(members, at, row);
            else if (value is JsonArray list && list.Any(i => i is JsonObject)) VisitList(list, at, row);
            else Set(at, row, Primitive(value));
        }
    }

    private void VisitList(JsonArray list, string path, int row)
    {
        var values = new Dictionary<string, JsonArray>();
        foreach (var item in list.OfType<JsonObject>())
        {
            var leaves = new Dictionary<string, JsonNode?>();
            Leaves(item, path + "[]", leaves);
            foreach (var (leaf, value) in leaves)
            {
                if (!values.TryGetValue(leaf, out var known)) values[leaf] = known = [];
                known.Add(Primitive(value));
            }
        }
        foreach (var (leaf, value) in values) Set(leaf, row, value);
    }

    private void Leaves(JsonObject node, string path, Dictionary<string, JsonNode?> leaves)
    {
        foreach (var (name, value) in node)
        {
            if (value is JsonObject { Count: > 0 } members && !_whole.Contains(path + "." + name)) Leaves(members, path + "." + name, leaves);
            else leaves[path + "." + name] = value;
        }
    }

    private void Set(string path, int row, JsonNode? value)
    {
        if (!_columns.TryGetValue(path, out var column))
        {
            if (_columns.Count >= MaxColumns) return;
            _columns[path] = column = new JsonNode?[_rows];
        }
        column[row] = value;
    }

    // Values of a parsed document are looked up in its text at every reading; plain ones are not.
    private static JsonNode? Primitive(JsonNode? value) => value switch
    {
        null => null,
        JsonArray list => new JsonArray([.. list.Select(Primitive)]),
        JsonObject members => members.DeepClone(),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => JsonValue.Create(value.GetValue<string>()),
            JsonValueKind.True => JsonValue.Create(true),
            JsonValueKind.False => JsonValue.Create(false),
            _ => Scalar.Number(value) is { } number ? JsonValue.Create(number) : value.DeepClone(),
        },
    };
}
