using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Changes the shape of records, one column at a time, and knows which columns are gone for good.</summary>
internal sealed partial class FieldBreaks(ScenarioDraft draft)
{
    private readonly Dice _dice = draft.Dice;
    private readonly HashSet<string> _touched = [.. draft.Data.CursorField is { } cursor ? new[] { cursor } : []];

    /// <summary>Steps in the lab's own form; null where a change has none, and the records must be written out.</summary>
    public List<JsonObject?> Steps { get; } = [];

    /// <summary>The same changes on one record of version 1 (with its index).</summary>
    public List<Action<JsonObject, int>> Changes { get; } = [];

    public bool Any => Changes.Count > 0;

    public void Apply()
    {
        Action change = _dice.One<Action>(Rename, Rename, Move, Remove, Trap, Retype, Retype, Times, Map, Units, Split, Nest, List, Prefix, Invert, Wrap, Unreliable, Inner, Merge, Add);
        change();
    }

    public void ApplyToKey()
    {
        Column key = draft.Data.Columns[0];
        if (key.Kind != ColumnKind.Key || !_touched.Add(key.Name))
        {
            return;
        }

        bool number = key.Of(0)!.GetValueKind() == System.Text.Json.JsonValueKind.Number;
        string target = key.Name;
        switch (_dice.Below(4))
        {
            case 0:
                target = _dice.One("identifier", "record_id", "uuid_v");
                Own(new JsonObject { ["op"] = "rename", ["from"] = key.Name, ["to"] = target }, record => Take(record, key.Name, value => Put(record, target, value)));
                break;
            case 1:
                target = "meta.key";
                Own(new JsonObject { ["op"] = "move", ["from"] = key.Name, ["to"] = target }, record => Take(record, key.Name, value => Put(record, target, value)));
                break;
            case 2 when number:
                Own(new JsonObject { ["op"] = "retype", ["field"] = key.Name, ["to"] = "string" }, record => record[key.Name] = record[key.Name]!.ToString());
                break;
            default:
                string prefix = _dice.One("obj_", "ws-", "acct:");
                Own(null, record => record[key.Name] = prefix + record[key.Name]);
                break;
        }

        if (target != key.Name)
        {
            draft.KeyNow = target;
            JsonObject paging = draft.Paging(draft.After);
            if (paging["cursorFrom"]?.ToString() == $"last.{key.Name}")
            {
                paging["cursorFrom"] = $"last.{target}";
            }

            if (draft.After["keyedBy"] is not null)
            {
                draft.After["keyedBy"] = target;
            }

            if (draft.After["sort"] is JsonObject sort)
            {
                sort["by"] = target;
            }
        }

        draft.Kinds.Add("key changed");
    }

    private Column? Free(params ColumnKind[] kinds)
    {
        List<Column> left = [.. draft.Data.Columns.Where(column => column.Kind is not (ColumnKind.Key or ColumnKind.Part) && !_touched.Contains(column.Name) && (kinds.Length == 0 || kinds.Contains(column.Kind)))];
        if (left.Count == 0)
        {
            return null;
        }

        Column taken = _dice.One(left);
        _touched.Add(taken.Name);
        return taken;
    }

    private Column? FreeTelling() => Free(ColumnKind.Text, ColumnKind.FullName, ColumnKind.Code, ColumnKind.Digits, ColumnKind.Cents, ColumnKind.Money, ColumnKind.Whole, ColumnKind.Iso, ColumnKind.UnixSeconds, ColumnKind.Date, ColumnKind.Enumeration);

    private void Rename()
    {
        if (FreeTelling() is { } column)
        {
            string other = column.Name + _dice.One("_value", "_v2", "Info");
            string name = _dice.One(other, $"{column.Name[0]}{column.Name.Length}_fld", "primary_" + column.Name, string.Concat(column.Name.Split('_').Select((word, at) => at == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])) + "X");
            Own(new JsonObject { ["op"] = "rename", ["from"] = column.Name, ["to"] = name }, record => Take(record, column.Name, value => Put(record, name, value)));
            draft.Kinds.Add("field renamed");
        }
    }

    private void Move()
    {
        if (FreeTelling() is { } column)
        {
            string to = $"{_dice.One("audit", "details", "attributes.core")}.{column.Name}";
            Own(new JsonObject { ["op"] = "move", ["from"] = column.Name, ["to"] = to }, record => Take(record, column.Name, value => Put(record, to, value)));
            draft.Kinds.Add("field moved");
        }
    }

    private void Remove()
    {
        if (Free() is { } column)
        {
            draft.Lost.Add(column.Name);
            Own(new JsonObject { ["op"] = "remove", ["field"] = column.Name }, record => record.Remove(column.Name));
            draft.Kinds.Add("field removed");
        }
    }

    private void Trap()
    {
        if (Free(ColumnKind.Iso, ColumnKind.UnixSeconds, ColumnKind.Cents, ColumnKind.Money, ColumnKind.Code, ColumnKind.Enumeration, ColumnKind.Whole, ColumnKind.Flag) is not { } column)
        {
            return;
        }

        // The field goes; one that is called nearly the same holds the value of another record in three rows of ten or more.
        int percent = _dice.One(30, 50, 100);
        string name = column.Name + _dice.One("_confirmed", "_current", "_final");
        draft.Lost.Add(column.Name);
        Own(null, record => Take(record, column.Name, _ => { }), (record, index) =>
            Put(record, name, column.Of((index * 37 % 100) < percent ? ((index * 13) + 5) % draft.Data.Count : index)));
        draft.Kinds.Add("look-alike");
    }

    private void Split()
    {
        if (Free(ColumnKind.FullName) is { } column)
        {
            Own(new JsonObject { ["op"] = "split", ["field"] = column.Name, ["into"] = new JsonArray("given", "family"), ["by"] = " " }, record => Take(record, column.Name, value =>
            {
                string[] parts = value!.ToString().Split(' ', 2);
                Put(record, "given", parts[0]);
                Put(record, "family", parts[1]);
            }));
            draft.Kinds.Add("split");
        }
    }

    private void Nest()
    {
        List<Column> taken = [.. new[] { FreeTelling(), FreeTelling() }.OfType<Column>()];
        if (taken.Count > 0)
        {
            string into = _dice.One("profile", "info", "summary");
            Own(new JsonObject { ["op"] = "nest", ["fields"] = new JsonArray([.. taken.Select(column => (JsonNode)column.Name)]), ["into"] = into }, record =>
            {
                foreach (Column column in taken)
                {
                    Take(record, column.Name, value => Put(record, $"{into}.{column.Name}", value));
                }
            });
            draft.Kinds.Add("nested");
        }
    }

    private void List()
    {
        if (Free(ColumnKind.Text, ColumnKind.Code) is { } column)
        {
            string? key = _dice.One("value", null);
            string to = column.Name + "s";
            var step = new JsonObject { ["op"] = "list", ["field"] = column.Name, ["to"] = to };
            if (key is not null)
            {
                step["key"] = key;
            }

            Own(step, record => Take(record, column.Name, value =>
                record[to] = value is null ? new JsonArray() : key is null ? new JsonArray(value) : new JsonArray(new JsonObject { [key] = value })));
            draft.Kinds.Add("listed");
        }
    }

    private void Inner()
    {
        if (Free(ColumnKind.ObjectList, ColumnKind.Nested) is { } column)
        {
            string old = column.Kind == ColumnKind.ObjectList ? "sku" : ((JsonObject)column.Of(0)!).ContainsKey("line") ? "line" : "ref";
            string now = _dice.One("item_code", "text", "value");
            string path = column.Kind == ColumnKind.ObjectList ? column.Name + "[]" : column.Name;
            Own(new JsonObject { ["op"] = "rename", ["from"] = $"{path}.{old}", ["to"] = $"{path}.{now}" }, record =>
            {
                foreach (JsonObject holder in record[column.Name] is JsonArray list ? list.OfType<JsonObject>() : [(JsonObject)record[column.Name]!])
                {
                    Take(holder, old, value => Put(holder, now, value));
                }
            });
            draft.Kinds.Add("inner field renamed");
        }
    }

    private void Merge()
    {
        if (Free(ColumnKind.Digits) is { } first && Free(ColumnKind.Enumeration) is { } second)
        {
            string name = $"{first.Name}_{second.Name}";
            Own(null, record => Take(record, first.Name, head => Take(record, second.Name, tail => Put(record, name, head is null ? tail : $"{head} {tail}"))));
            // What stands in one text comes apart only where every row says so.
            if (Enumerable.Range(0, draft.Data.Count).Any(index => first.Of(index) is null))
            {
                draft.Lost.Add(first.Name);
                draft.Lost.Add(second.Name);
            }

            draft.Kinds.Add("merged");
        }
    }

    private void Add()
    {
        string name = _dice.One("source", "channel", "is_new");
        Own(new JsonObject { ["op"] = "add", ["field"] = name, ["value"] = "api" }, record => record[name] = "api", quiet: true);
        draft.Kinds.Add("field added");
    }

    private void Own(JsonObject? step, Action<JsonObject> change, Action<JsonObject, int>? more = null, bool quiet = false)
    {
        Steps.Add(step);
        Changes.Add((record, index) =>
        {
            change(record);
            more?.Invoke(record, index);
        });
        if (!quiet)
        {
            draft.Patch = true;
            // A query that names a field which left is refused before any content comes.
            string[] classes = draft.Before["graphql"] is null ? ["schema_drift", "data_quality"] : ["field_unknown", "schema_drift", "data_quality"];
            draft.Shows(Stage.Content, classes);
        }
    }

    private static void Take(JsonObject record, string name, Action<JsonNode?> then)
    {
        JsonNode? value = record[name]?.DeepClone();
        record.Remove(name);
        then(value);
    }

    private static void Put(JsonObject record, string path, JsonNode? value) => Records.FieldPath.Write(record, path, value?.DeepClone());
}
