using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>JSON: a list at the root is a value an item. A body that is no JSON is an empty mapping.</summary>
internal sealed class JsonDecoder : IBodyDecoder
{
    public static JsonDecoder Instance { get; } = new();

    public bool IsStream => false;

    public Value DecodeFirst(HttpAnswer answer) => JsonBody.TryObject(answer) ?? Decode(answer.Body, answer).First();

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer) => answer.Json switch
    {
        null or NoneValue => [new DictValue()],
        ListValue { Items.Count: 0 } => [new DictValue()],
        ListValue list => list.Items,
        { } value => [value],
    };
}

/// <summary>JSON inside another format, where a broken document is an error.</summary>
internal sealed class StrictJsonDecoder : IBodyDecoder
{
    public bool IsStream => true;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer) => JsonBody.TryParse(body) switch
    {
        null or NoneValue => throw new ConnectorException(FailureKind.System, "The answer is no JSON. Check the decoder."),
        ListValue list => list.Items,
        { } value => [value],
    };
}

/// <summary>JSON lines; a line that is no JSON is left out.</summary>
internal sealed class JsonLinesDecoder : IBodyDecoder
{
    public bool IsStream => true;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        body = JsonBody.WithoutMark(body);
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.Trim(" \r\t"u8).Length > 0 && JsonBody.TryParse(line) is { } value) yield return value;
        }
    }
}

/// <summary>The items of one list inside a large JSON document.</summary>
internal sealed class JsonItemsDecoder(string path, Encoding encoding) : IBodyDecoder
{
    public bool IsStream => true;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        var bytes = encoding.CodePage == Encoding.UTF8.CodePage && Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(TextEncodings.Decode(encoding, body.Span));
        List<RecordRange> found;
        try
        {
            found = new JsonRecords(path.Split('.'), null).Find(bytes.Span);
        }
        catch (JsonException exception)
        {
            throw new ConnectorException(FailureKind.System, "The answer is no JSON. Check the decoder.", exception);
        }
        return found.Select(range => Value.Parse(bytes.Slice(range.Start, range.Length))).ToList();
    }
}

/// <summary>Each line of text as <c>{"record": LINE}</c>.</summary>
internal sealed class LineDecoder : IBodyDecoder
{
    public bool IsStream => true;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        using var reader = new StringReader(Encoding.UTF8.GetString(body.Span));
        while (reader.ReadLine() is { } line) yield return Tree.Map("record", Tree.Text(line));
    }
}
