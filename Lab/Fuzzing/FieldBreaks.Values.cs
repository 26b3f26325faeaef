using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Changes of values: other types, times, words, units, prefixes, and values that are not to be believed.</summary>
internal sealed partial class FieldBreaks
{
    private void Retype()
    {
        if (Free(ColumnKind.Cents, ColumnKind.Whole, ColumnKind.Money, ColumnKind.Flag, ColumnKind.Counter) is { } column)
        {
            Own(new JsonObject { ["op"] = "retype", ["field"] = column.Name, ["to"] = "string" }, record => record[column.Name] = record[column.Name]?.ToString());
            draft.Kinds.Add("number to text");
        }
    }

    private void Times()
    {
        if (Free(ColumnKind.Iso, ColumnKind.UnixSeconds) is not { } column)
        {
            return;
        }

        int form = _dice.Below(6);
        string? name = _dice.Chance(30) ? column.Name + "_ts" : null;
        JsonObject? step = name is null && (column.Kind == ColumnKind.Iso ? form is 0 or 1 : form is 0) ? new JsonObject { ["op"] = "retype", ["field"] = column.Name, ["to"] = column.Kind == ColumnKind.UnixSeconds ? "iso_datetime" : form == 0 ? "unix_seconds" : "unix_millis" } : null;
        Own(step, record =>
        {
            JsonNode? value = record[column.Name];
            record.Remove(column.Name);
            Put(record, name ?? column.Name, value is null ? null : TimeForms.Write(value, form, column.Kind == ColumnKind.UnixSeconds));
        });
        draft.Kinds.Add("time format");
    }

    private void Map()
    {
        if (Free(ColumnKind.Enumeration, ColumnKind.Flag) is not { } column)
        {
            return;
        }

        List<string> values = [.. Enumerable.Range(0, draft.Data.Count).Select(index => column.Of(index)!).Select(value => value.ToString()).Distinct()];
        int form = _dice.Below(3);
        var map = values.Select((value, at) => KeyValuePair.Create(value, form switch { 0 => (JsonNode)((at + 1) * 10), 1 => $"{value.ToUpperInvariant()}_X", _ => $"s{at}" })).ToList();
        Own(new JsonObject { ["op"] = "map", ["field"] = column.Name, ["values"] = new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone()))) },
            record => record[column.Name] = map.First(pair => string.Equals(pair.Key, record[column.Name]!.ToString(), StringComparison.OrdinalIgnoreCase)).Value.DeepClone());
        draft.Kinds.Add("values renamed");
    }

    private void Units()
    {
        if (Free(ColumnKind.Cents, ColumnKind.Money) is { } column)
        {
            string name = column.Name.Replace("_cents", "", StringComparison.Ordinal) + _dice.One("", "_minor", "_total");
            decimal by = column.Kind == ColumnKind.Cents ? 0.01m : _dice.One(100m, 1000m);
            Own(null, record => Take(record, column.Name, value => Put(record, name, value is null ? null : TimeForms.Number(decimal.Parse(value.ToString(), CultureInfo.InvariantCulture) * by))));
            draft.Kinds.Add("unit");
        }
    }

    private void Prefix()
    {
        if (Free(ColumnKind.Code, ColumnKind.Digits, ColumnKind.Whole) is { } column)
        {
            string prefix = _dice.One("ref_", "x-", "urn:");
            Own(null, record => record[column.Name] = record[column.Name] is { } value ? prefix + value : null);
            draft.Kinds.Add("prefix");
        }
    }

    private void Invert()
    {
        if (Free(ColumnKind.Flag) is { } column)
        {
            string name = column.Name is "active" or "enabled" ? "disabled" : "not_" + column.Name;
            Own(null, record => Take(record, column.Name, value => Put(record, name, !(bool)value!)));
            draft.Kinds.Add("inverted");
        }
    }

    private void Wrap()
    {
        if (Free(ColumnKind.Enumeration, ColumnKind.Text) is { } column)
        {
            Own(null, record => record[column.Name] = record[column.Name] is { } value ? new JsonObject { ["value"] = value.DeepClone(), ["label"] = value.ToString().ToUpperInvariant() } : null);
            draft.Kinds.Add("wrapped");
        }
    }

    private void Unreliable()
    {
        if (Free(ColumnKind.Cents, ColumnKind.Money, ColumnKind.Iso, ColumnKind.Code, ColumnKind.Whole) is not { } column)
        {
            return;
        }

        int percent = _dice.One(35, 60, 100);
        bool none = _dice.Chance(50);
        draft.Lost.Add(column.Name);
        Own(null, _ => { }, (record, index) =>
        {
            if ((index * 29 % 100) < percent)
            {
                record[column.Name] = none ? null : column.Of(((index * 7) + 3) % draft.Data.Count)?.DeepClone();
            }
        });
        draft.Kinds.Add("values spoiled");
    }
}
