using System.Text.Json;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Where a record lies in a body, and where in it the value of the cursor field.</summary>
internal readonly record struct RecordRange(int Start, int Length, int ValueStart, int ValueLength, JsonTokenType ValueType)
{
    public bool HasValue => ValueLength > 0;
}

/// <summary>
/// Finds the records of a JSON body in one pass over its bytes, without making a tree. A list at the root is a body an item; at the end of the
/// path a list gives its items, anything else that is not empty gives itself.
/// </summary>
internal sealed class JsonRecords(IReadOnlyList<string> path, string? field)
{
    private readonly List<RecordRange> _records = [];
    private int _offset;

    /// <exception cref="JsonException">The body is no valid JSON.</exception>
    /// <remarks>The list is reused by the next call.</remarks>
    public List<RecordRange> Find(ReadOnlySpan<byte> body)
    {
        _records.Clear();
        _offset = body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var reader = new Utf8JsonReader(body[_offset..], JsonBody.Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Walk(ref reader, 0);
        }
        else Walk(ref reader, 0);
        if (reader.Read()) throw new JsonException("more text follows the document");
        return _records;
    }

    private void Walk(ref Utf8JsonReader reader, int step)
    {
        if (step == path.Count)
        {
            Take(ref reader);
            return;
        }
        if (reader.TokenType == JsonTokenType.StartObject) WalkObject(ref reader, step);
        else if (reader.TokenType == JsonTokenType.StartArray) WalkArray(ref reader, step);
    }

    private void WalkObject(ref Utf8JsonReader reader, int step)
    {
        var before = _records.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var here = reader.ValueTextEquals(path[step]);
            reader.Read();
            if (here)
            {
                _records.RemoveRange(before, _records.Count - before);
                Walk(ref reader, step + 1);
            }
            else reader.Skip();
        }
    }

    private void WalkArray(ref Utf8JsonReader reader, int step)
    {
        var wanted = int.TryParse(path[step], out var index) ? index : -1;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == wanted) Walk(ref reader, step + 1);
            else reader.Skip();
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) _records.Add(Record(ref reader));
            return;
        }
        var falsy = reader.TokenType is JsonTokenType.Null or JsonTokenType.False
            || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == 0)
            || (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && number == 0);
        var record = Record(ref reader);
        if (!falsy && !(reader.TokenType == JsonTokenType.EndObject && record.Length == 2)) _records.Add(record);
    }

    private RecordRange Record(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var (valueStart, valueLength, type) = (0, 0, JsonTokenType.None);
        if (field is not null && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var here = reader.ValueTextEquals(field);
                reader.Read();
                if (here && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                {
                    (valueStart, type) = ((int)reader.TokenStartIndex + _offset, reader.TokenType);
                    valueLength = (int)reader.BytesConsumed + _offset - valueStart;
                }
                else reader.Skip();
            }
        }
        else reader.Skip();
        return new RecordRange(start + _offset, (int)reader.BytesConsumed - start, valueStart, valueLength, type);
    }
}
