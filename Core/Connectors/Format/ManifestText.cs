using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Supertrack.Core.Connectors.Format;

/// <summary>Reads a manifest's text, YAML or JSON, into nodes that know their line. Size, depth and aliases are bounded.</summary>
internal sealed class ManifestText
{
    private const int MaxLength = 32 << 20;
    private const int MaxDepth = 200;
    private const int MaxNodes = 4_000_000;

    private readonly string _file;
    private readonly Dictionary<string, (ManifestNode Node, int Size)> _anchors = [];
    private int _nodes;
    private int _line;

    private ManifestText(string file) => _file = file;

    public static ManifestNode Parse(string text, string file)
    {
        if (text.Length > MaxLength)
            throw new ManifestException(file, 0, "", $"The manifest is longer than {MaxLength >> 20} MiB.", "Split it or remove what it does not need.");
        var reader = new ManifestText(file);
        var root = text.AsSpan().TrimStart().StartsWith("{") ? reader.ReadJson(text) : reader.ReadYaml(text);
        if (root.Kind != NodeKind.Map)
            throw new ManifestException(file, root.Line, "", "A manifest is a mapping, but this is not.", "Start it with version, type, check and streams.");
        return root;
    }

    /// <summary>Any YAML value, not only a mapping.</summary>
    public static ManifestNode ParseValue(string text, string place) => new ManifestText(place).ReadYaml(text);

    private ManifestNode ReadYaml(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return ManifestNode.Null(1);
            parser.Consume<DocumentStart>();
            return ReadNode(parser, 0);
        }
        catch (YamlException problem)
        {
            throw new ManifestException(_file, (int)problem.Start.Line, "", $"This is not valid YAML: {OneLine(problem.Message)}", "Correct the text there.");
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or KeyNotFoundException)
        {
            // What the parser of YAML says of some broken texts.
            throw new ManifestException(_file, _line, "", $"This is not valid YAML: {OneLine(problem.Message)}", "Correct the text after this line.");
        }
    }

    private ManifestNode ReadNode(Parser parser, int depth)
    {
        var start = parser.Current ?? throw new YamlException("the text ends too early");
        var line = (int)start.Start.Line;
        _line = line;
        Count(1, line);
        if (depth > MaxDepth) throw new ManifestException(_file, line, "", $"Nested deeper than {MaxDepth} levels.", "Flatten it.");
        var before = _nodes;
        switch (start)
        {
            case AnchorAlias alias:
                parser.MoveNext();
                if (!_anchors.TryGetValue(alias.Value.Value, out var target))
                    throw new ManifestException(_file, line, "", $"The alias *{alias.Value.Value} has no anchor.", "Define the anchor before it.");
                Count(target.Size, line);
                return target.Node;
            case Scalar scalar:
                parser.MoveNext();
                return Remember(scalar, ReadScalar(scalar, line), before);
            case SequenceStart sequence:
                parser.MoveNext();
                var items = new List<ManifestNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, depth + 1));
                return Remember(sequence, ManifestNode.Of(items, line), before);
            case MappingStart mapping:
                parser.MoveNext();
                return Remember(mapping, ReadMap(parser, line, depth), before);
            default:
                throw new YamlException(start.Start, start.End, "unexpected content");
        }
    }

    private ManifestNode Remember(NodeEvent source, ManifestNode node, int before)
    {
        if (!source.Anchor.IsEmpty) _anchors[source.Anchor.Value] = (node, _nodes - before + 1);
        return node;
    }

    private static ManifestNode ReadScalar(Scalar scalar, int line)
    {
        var tagged = !scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str";
        return scalar.Style == ScalarStyle.Plain && !tagged ? YamlScalar.Resolve(scalar.Value, line) : ManifestNode.Of(scalar.Value, line);
    }

    private ManifestNode ReadMap(Parser parser, int line, int depth)
    {
        var fields = new OrderedDictionary<string, ManifestNode>(StringComparer.Ordinal);
        var merged = new List<ManifestNode>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1);
            if (key.Kind is NodeKind.List or NodeKind.Map)
                throw new ManifestException(_file, key.Line, "", "A list or mapping cannot be a key.", "Quote the text if it is one.");
            var value = ReadNode(parser, depth + 1);
            if (key is { Kind: NodeKind.Text, Text: "<<" }) merged.AddRange(value.Kind == NodeKind.List ? value.Items : [value]);
            else fields[KeyText(key)] = value;
        }
        foreach (var source in merged)
            foreach (var (key, value) in source.Fields)
                fields.TryAdd(key, value);
        return ManifestNode.Of(fields, line);
    }

    private static string KeyText(ManifestNode key) => key.Kind == NodeKind.Boolean ? (key.Boolean ? "True" : "False") : key.ScalarText;

    private void Count(int nodes, int line)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes) throw new ManifestException(_file, line, "", $"More than {MaxNodes} values once aliases are followed.", "Use $ref instead of nested aliases.");
    }

    private ManifestNode ReadJson(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var root = ReadJson(ref reader, new LineCounter(utf8));
            if (reader.Read()) throw new JsonException("more text follows the document");
            return root;
        }
        catch (JsonException problem)
        {
            throw new ManifestException(_file, (int)(problem.LineNumber ?? 0) + 1, "", $"This is not valid JSON: {OneLine(problem.Message)}", "Correct the text there.");
        }
    }

    private ManifestNode ReadJson(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.At((int)reader.TokenStartIndex);
        Count(1, line);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = new OrderedDictionary<string, ManifestNode>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    fields[name] = ReadJson(ref reader, lines);
                }
                return ManifestNode.Of(fields, line);
            case JsonTokenType.StartArray:
                var items = new List<ManifestNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(ReadJson(ref reader, lines));
                return ManifestNode.Of(items, line);
            case JsonTokenType.String:
                return ManifestNode.Of(reader.GetString()!, line);
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var integer) ? ManifestNode.Of(integer, line) : ManifestNode.Of(reader.GetDouble(), line);
            case JsonTokenType.True or JsonTokenType.False:
                return ManifestNode.Of(reader.TokenType == JsonTokenType.True, line);
            default:
                return ManifestNode.Null(line);
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

    /// <summary>Lines of increasing byte positions.</summary>
    private sealed class LineCounter(byte[] text)
    {
        private int _line = 1;
        private int _position;

        public int At(int position)
        {
            for (; _position < position; _position++)
                if (text[_position] == (byte)'\n') _line++;
            return _line;
        }
    }
}
