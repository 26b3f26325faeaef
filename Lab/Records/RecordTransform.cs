using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Records;

/// <summary>Brings a record of the data set into the shape of a version.</summary>
internal static class RecordTransform
{
    public static JsonObject Apply(JsonObject record, IReadOnlyList<TransformStep> steps)
    {
        var shaped = (JsonObject)record.DeepClone();
        foreach (TransformStep step in steps)
        {
            Apply(shaped, step);
        }

        return shaped;
    }

    private static void Apply(JsonObject record, TransformStep step)
    {
        switch (step)
        {
            case RenameStep rename: Move(record, rename.From, rename.To); break;
            case MoveStep move: Move(record, move.From, move.To); break;
            case RemoveStep remove: Each(record, remove.Field, (holder, leaf) => holder.Remove(leaf)); break;
            case AddStep add: FieldPath.Write(record, add.Field, add.Value?.DeepClone()); break;
            case RetypeStep retype: Change(record, retype.Field, value => Retyping.To(value, retype.To)); break;
            case MapStep map:
                Change(record, map.Field, value => map.Values.TryGetValue(ValueText.Of(value), out JsonNode? mapped) ? mapped : value);
                break;
            case SplitStep split: Split(record, split); break;
            case NestStep nest: Nest(record, nest); break;
            case ListStep list: ToList(record, list); break;
        }
    }

    private static void Move(JsonObject record, string from, string to)
    {
        int cut = CommonList(from, to);
        if (cut == 0)
        {
            Shift(record, from, to);
            return;
        }

        // Both paths pass through the same list: the field moves within each of its items.
        foreach (JsonObject item in FieldPath.Parse(from[..cut] + ".x").Holders(record))
        {
            Shift(item, from[(cut + 1)..], to[(cut + 1)..]);
        }
    }

    private static int CommonList(string from, string to)
    {
        int cut = from.LastIndexOf("[].", StringComparison.Ordinal) + 2;
        return cut > 1 && to.StartsWith(from[..(cut + 1)], StringComparison.Ordinal) ? cut : 0;
    }

    private static void Shift(JsonObject record, string from, string to)
    {
        var path = FieldPath.Parse(from);
        foreach (JsonObject holder in path.Holders(record))
        {
            int position = holder.IndexOf(path.Leaf);
            if (position < 0)
            {
                continue;
            }

            JsonNode? value = holder[path.Leaf];
            holder.RemoveAt(position);
            if (ReferenceEquals(holder, record) && !to.Contains('.') && !record.ContainsKey(to))
            {
                record.Insert(position, to, value);
            }
            else
            {
                FieldPath.Write(record, to, value);
            }
        }
    }

    private static void Split(JsonObject record, SplitStep step) => Each(record, step.Field, (holder, leaf) =>
    {
        string? text = holder[leaf] is { } value ? ValueText.Of(value) : null;
        holder.Remove(leaf);
        string[] parts = text is null ? [] : text.Split(step.By, step.Into.Count);
        for (int part = 0; part < step.Into.Count; part++)
        {
            FieldPath.Write(holder, step.Into[part], part < parts.Length ? parts[part] : null);
        }
    });

    private static void Nest(JsonObject record, NestStep step)
    {
        foreach (string field in step.Fields)
        {
            Shift(record, field, $"{step.Into}.{FieldPath.Parse(field).Leaf}");
        }
    }

    private static void ToList(JsonObject record, ListStep step) => Each(record, step.Field, (holder, leaf) =>
    {
        JsonNode? value = holder[leaf];
        holder.Remove(leaf);
        var list = new JsonArray();
        if (value is not null)
        {
            list.Add(step.Key is null ? value : new JsonObject { [step.Key] = value });
        }

        FieldPath.Write(record, step.To, list);
    });

    private static void Change(JsonObject record, string field, Func<JsonNode?, JsonNode?> change) =>
        Each(record, field, (holder, leaf) =>
        {
            JsonNode? before = holder[leaf];
            JsonNode? after = change(before);
            if (!ReferenceEquals(before, after))
            {
                holder[leaf] = after?.DeepClone();
            }
        });

    private static void Each(JsonObject record, string field, Action<JsonObject, string> act)
    {
        var path = FieldPath.Parse(field);
        foreach (JsonObject holder in path.Holders(record))
        {
            if (holder.ContainsKey(path.Leaf))
            {
                act(holder, path.Leaf);
            }
        }
    }
}
