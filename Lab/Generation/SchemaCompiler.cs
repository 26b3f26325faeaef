using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.Generation;

/// <summary>Turns a schema into a writer, once; <paramref name="special"/> may give a field a writer of its own.</summary>
internal sealed class SchemaCompiler(JsonObject document, Func<string, JsonObject, ValueWriter?> special)
{
    private const int MaxDepth = 12;

    public ValueWriter Compile(JsonObject schema, string path, Draw draw) => Compile(schema, path, draw, 0);

    private ValueWriter Compile(JsonObject written, string path, Draw draw, int depth)
    {
        JsonObject schema = SchemaFacts.Resolve(written, document);
        if (special(path, schema) is { } own)
        {
            return own;
        }

        ValueWriter writer = Fixed(schema, draw) ?? SchemaFacts.TypeOf(schema) switch
        {
            "object" => depth < MaxDepth ? Object(schema, path, draw, depth) : (_, into) => into.Append("{}"u8),
            "array" => depth < MaxDepth ? List(schema, path, draw, depth) : (_, into) => into.Append("[]"u8),
            "integer" => ScalarWriters.Integer(schema, path, draw),
            "number" => ScalarWriters.Number(schema, path, draw),
            "boolean" => (index, into) => into.Append((draw.At(index) & 1) == 0 ? "false"u8 : "true"u8),
            "null" => (_, into) => into.Append("null"u8),
            _ => TextWriters.Text(schema, path, draw),
        };
        return SchemaFacts.Nullable(schema) ? OrNull(writer, draw.For("null")) : writer;
    }

    private static ValueWriter OrNull(ValueWriter writer, Draw draw) => (index, into) =>
    {
        if (draw.At(index) % 10 == 0)
        {
            into.Append("null"u8);
        }
        else
        {
            writer(index, into);
        }
    };

    private static ValueWriter? Fixed(JsonObject schema, Draw draw)
    {
        if (schema.TryGetPropertyValue("const", out JsonNode? constant))
        {
            byte[] value = JsonSerializer.SerializeToUtf8Bytes(constant);
            return (_, into) => into.Append(value);
        }

        if (schema["enum"] is JsonArray { Count: > 0 } choices)
        {
            byte[][] values = [.. choices.Select(choice => JsonSerializer.SerializeToUtf8Bytes(choice))];
            return (index, into) => into.Append(values[draw.At(index) % (ulong)values.Length]);
        }

        return null;
    }

    private ValueWriter Object(JsonObject schema, string path, Draw draw, int depth)
    {
        (byte[] Opening, ValueWriter Write)[] fields = [.. (schema["properties"] as JsonObject ?? [])
            .Where(property => property.Value is JsonObject)
            .Select((property, position) => (
                (byte[])[position == 0 ? (byte)'{' : (byte)',', .. JsonSerializer.SerializeToUtf8Bytes(property.Key), (byte)':'],
                Compile(
                    (JsonObject)property.Value!,
                    path.Length == 0 ? property.Key : $"{path}.{property.Key}",
                    draw.For(property.Key), depth + 1)))];
        if (fields.Length == 0)
        {
            return (_, into) => into.Append("{}"u8);
        }

        return (index, into) =>
        {
            foreach ((byte[] opening, ValueWriter write) in fields)
            {
                into.Append(opening);
                write(index, into);
            }

            into.Append((byte)'}');
        };
    }

    private ValueWriter List(JsonObject schema, string path, Draw draw, int depth)
    {
        ValueWriter item = Compile(schema["items"] as JsonObject ?? [], path + "[]", draw.For("[]"), depth + 1);
        ulong least = (ulong)(SchemaFacts.Number(schema, "minItems") ?? 0);
        ulong most = Math.Max(least, (ulong)(SchemaFacts.Number(schema, "maxItems") ?? 3));
        return (index, into) =>
        {
            ulong count = least + (draw.At(index) % (most - least + 1));
            into.Append((byte)'[');
            for (ulong at = 0; at < count; at++)
            {
                if (at > 0)
                {
                    into.Append((byte)',');
                }

                item((index * 64) + (long)at, into);
            }

            into.Append((byte)']');
        };
    }
}
