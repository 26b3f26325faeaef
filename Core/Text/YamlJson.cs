using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Supertrack.Core.Text;

/// <summary>Reads one YAML document as JSON: aliases followed, merge keys applied, of equal keys the last. Depth and size are bounded.</summary>
internal sealed class YamlJson
{
    private const int MaxDepth = 200;
    private const int MaxNodes = 4_000_000;

    private readonly Dictionary<string, (JsonNode? Node, int Size)> _anchors = [];
    private int _nodes;

    /// <exception cref="FormatException">The text is not YAML, or too deep or large; the message says on which line.</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return null;
            parser.Consume<DocumentStart>();
            return new YamlJson().Node(parser, 0);
        }
        catch (YamlException problem)
        {
            throw new FormatException($"line {problem.Start.Line}: {problem.Message.ReplaceLineEndings(" ")}", problem);
        }
    }

    private JsonNode? Node(Parser parser, int depth)
    {
        var start = parser.Current ?? throw new FormatException("the text ends too early");
        Count(1, start, depth);
        var before = _nodes;
        parser.MoveNext();
        switch (start)
        {
            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value.Value, out var target)) throw Wrong(start, $"the alias *{alias.Value.Value} has no anchor");
                Count(target.Size, start, depth);
                return target.Node?.DeepClone();
            case Scalar scalar:
                return Remember(scalar, Value(scalar), before);
            case SequenceStart sequence:
                var items = new JsonArray();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1));
                return Remember(sequence, items, before);
            case MappingStart mapping:
                return Remember(mapping, Map(parser, depth), before);
            default:
                throw Wrong(start, "unexpected content");
        }
    }

    private JsonObject Map(Parser parser, int depth)
    {
        var members = new JsonObject();
        var merged = new List<JsonObject>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!;
            if (at is not (Scalar or AnchorAlias)) throw Wrong(at, "a list or mapping cannot be a key");
            var key = Key(Node(parser, depth + 1), at);
            var value = Node(parser, depth + 1);
            if (key == "<<") merged.AddRange((value as JsonArray ?? [value?.DeepClone()]).OfType<JsonObject>());
            else members[key] = value;
        }
        foreach (var (name, value) in merged.SelectMany(source => source))
            if (!members.ContainsKey(name)) members[name] = value?.DeepClone();
        return members;
    }

    private static string Key(JsonNode? key, ParsingEvent at) => key switch
    {
        null => "null",
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "True" : "False",
        JsonValue value => value.ToString(),
        _ => throw Wrong(at, "a list or mapping cannot be a key"),
    };

    private static JsonNode? Value(Scalar scalar)
    {
        var tagged = !scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str";
        if (scalar.Style != ScalarStyle.Plain || tagged) return JsonValue.Create(scalar.Value);
        return YamlScalars.Resolve(scalar.Value) switch
        {
            null => null,
            bool flag => JsonValue.Create(flag),
            long integer => JsonValue.Create(integer),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            // JSON has no such numbers; as text they stay what the author wrote.
            double => JsonValue.Create(scalar.Value),
            var other => JsonValue.Create((string)other),
        };
    }

    private JsonNode? Remember(NodeEvent source, JsonNode? node, int before)
    {
        if (!source.Anchor.IsEmpty) _anchors[source.Anchor.Value] = (node, _nodes - before + 1);
        return node;
    }

    private void Count(int nodes, ParsingEvent at, int depth)
    {
        _nodes += nodes;
        if (depth > MaxDepth) throw Wrong(at, $"nested deeper than {MaxDepth} levels");
        if (_nodes > MaxNodes) throw Wrong(at, $"more than {MaxNodes} values once aliases are followed");
    }

    private static FormatException Wrong(ParsingEvent at, string what) => new($"line {at.Start.Line}: {what}");
}
