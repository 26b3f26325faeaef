using System.Text.Json;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>Reads JSON tokens straight into a <see cref="Shape"/>; no tree is built and nothing is kept of a value but statistics.</summary>
internal sealed class ShapeReader(InferenceOptions options)
{
    // One more than a tag may have, so that a longer value is seen to be too long.
    private const int TagBytes = 65;
    private readonly List<int> _present = [];
    private byte[] _scratch = new byte[256];
    private long _sample;

    /// <summary>Reads the value that the reader stands on as one more sample.</summary>
    public void ReadSample(ref Utf8JsonReader reader, Shape root)
    {
        _sample++;
        Read(ref reader, root, 0);
    }

    private void Read(ref Utf8JsonReader reader, Shape shape, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                shape.Strings++;
                shape.TouchText().Add(Unescaped(ref reader), options);
                break;
            case JsonTokenType.Number:
                ReadNumber(ref reader, shape);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                shape.Booleans++;
                break;
            case JsonTokenType.Null:
                shape.Nulls++;
                break;
            case JsonTokenType.StartArray when depth < options.MaxDepth:
                ReadArray(ref reader, shape, depth);
                break;
            case JsonTokenType.StartArray:
                shape.Arrays++;
                reader.Skip();
                break;
            case JsonTokenType.StartObject when depth < options.MaxDepth:
                ReadObject(ref reader, shape, depth);
                break;
            default:
                shape.Unseen++;
                reader.Skip();
                break;
        }
    }

    private static void ReadNumber(ref Utf8JsonReader reader, Shape shape)
    {
        var digits = reader.ValueSpan;
        if (IsSmallInteger(digits, out var integer))
        {
            shape.Integers++;
            shape.TouchNumber().Add(integer);
            return;
        }
        if (digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0) shape.Numbers++;
        else shape.Integers++;
        shape.TouchNumber().Add(reader.TryGetDouble(out var value) ? value : digits[0] == '-' ? double.MinValue : double.MaxValue);
    }

    /// <summary>Whether these are digits alone and so few that a double holds them exactly.</summary>
    private static bool IsSmallInteger(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        if (digits.Length > 15) return false;
        foreach (var digit in digits)
        {
            var number = (uint)(digit - '0');
            if (number > 9) return false;
            value = (value * 10) + number;
        }
        return true;
    }

    private void ReadArray(ref Utf8JsonReader reader, Shape shape, int depth)
    {
        shape.Arrays++;
        var list = shape.TouchList();
        var items = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items < ArrayShape.Positions) list.Kinds[items] |= KindOf(ref reader);
            items++;
            Read(ref reader, list.Items, depth + 1);
        }
        list.AddLength(items);
    }

    private void ReadObject(ref Utf8JsonReader reader, Shape shape, int depth)
    {
        var members = shape.TouchMembers();
        var number = members.Begin(_sample);
        var expected = 0;
        var start = _present.Count;
        var tag = -1;
        var tagBytes = 0;
        Span<byte> tagValue = stackalloc byte[TagBytes];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var property = members.Find(Unescaped(ref reader), ref expected, options);
            reader.Read();
            if (property is null)
            {
                Read(ref reader, members.Values!, depth + 1);
                continue;
            }
            if (property.Mark(number, _sample) && members.Variants is not null) _present.Add(property.Index);
            if (tag < 0 && property.CanBeTag && reader.TokenType == JsonTokenType.String)
            {
                var value = Unescaped(ref reader);
                tag = property.Index;
                tagBytes = Math.Min(value.Length, TagBytes);
                value[..tagBytes].CopyTo(tagValue);
            }
            Read(ref reader, property.Shape, depth + 1);
        }
        if (tag >= 0 && members.Values is null)
            members.Variants?.Add(tag, tagValue[..tagBytes], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_present)[start..]);
        _present.RemoveRange(start, _present.Count - start);
    }

    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        if (_scratch.Length < reader.ValueSpan.Length) _scratch = new byte[reader.ValueSpan.Length * 2];
        return _scratch.AsSpan(0, reader.CopyString(_scratch));
    }

    private static JsonKinds KindOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonKinds.String,
        JsonTokenType.Number => reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 ? JsonKinds.Number : JsonKinds.Integer,
        JsonTokenType.True or JsonTokenType.False => JsonKinds.Boolean,
        JsonTokenType.Null => JsonKinds.Null,
        JsonTokenType.StartArray => JsonKinds.Array,
        _ => JsonKinds.Object,
    };
}
