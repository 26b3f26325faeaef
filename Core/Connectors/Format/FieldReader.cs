using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Core.Connectors.Format;

/// <summary>Reads the fields of one mapping by their expected kind and refuses fields that nobody read.</summary>
internal sealed class FieldReader(ManifestNode node, string file, string path)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) => Find(name) is { } value ? TextOf(value, Join(name)) : null;

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Problem(node, Join(name), "The field is missing.", $"Add {name}.");

    public string? Template(string name) => Find(name) is { } value ? TemplateOf(value, Join(name)) : null;

    /// <summary>A list of texts, or one text for a list of one; null when absent.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null => null,
        { Kind: NodeKind.List } list => [.. list.Items.Select((item, at) => TextOf(item, $"{Join(name)}[{at}]"))],
        { } single => [TextOf(single, Join(name))],
    };

    public IReadOnlyList<string> Templates(string name) => Find(name) is { } value ? [.. ItemsOf(value, Join(name)).Select((item, at) => TemplateOf(item, $"{Join(name)}[{at}]"))] : [];

    public IReadOnlyDictionary<string, string> TemplateMap(string name)
    {
        if (Find(name) is not { } value) throw Problem(node, Join(name), "The field is missing.", $"Add {name}.");
        return MapOf(value, Join(name)).Fields.ToDictionary(field => field.Key, field => TemplateOf(field.Value, $"{Join(name)}.{field.Key}"), StringComparer.Ordinal);
    }

    public bool Flag(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { Kind: NodeKind.Boolean } value => value.Boolean,
        { } value => throw Problem(value, Join(name), $"'{value.ScalarText}' is neither true nor false.", "Write one of them."),
    };

    public int Number(string name, int otherwise, int least, int most) => Find(name) switch
    {
        null => otherwise,
        { Kind: NodeKind.Integer } value when value.Integer >= least && value.Integer <= most => (int)value.Integer,
        { } value => throw Problem(value, Join(name), $"'{value.ScalarText}' is no whole number from {least} to {most}.", "Correct it."),
    };

    public char? Character(string name, char? otherwise) => Find(name) switch
    {
        null => otherwise,
        { Kind: NodeKind.Text, Text: { Length: 1 } text } => text[0],
        { Kind: NodeKind.Text, Text: "" } => null,
        { } value => throw Problem(value, Join(name), "This is not one character.", "Write one, or an empty text for none."),
    };

    public T Choice<T>(string name, T otherwise, IReadOnlyDictionary<string, T> choices) => Find(name) switch
    {
        null => otherwise,
        { } value when choices.TryGetValue(value.ScalarText, out var choice) => choice,
        { } value => throw Problem(value, Join(name), $"There is no '{value.ScalarText}'.", $"Use one of: {string.Join(", ", choices.Keys)}."),
    };

    public JsonObject Object(string name) => Find(name) is { } value ? MapOf(value, Join(name)).ToJson()!.AsObject() : [];

    public FieldReader? Child(string name) => Find(name) is { } value ? new FieldReader(MapOf(value, Join(name)), file, Join(name)) : null;

    public IReadOnlyList<FieldReader> Children(string name) =>
        Find(name) is { } value ? [.. ItemsOf(value, Join(name)).Select((item, at) => new FieldReader(MapOf(item, $"{Join(name)}[{at}]"), file, $"{Join(name)}[{at}]"))] : [];

    /// <exception cref="ManifestException">A field is there that was not read.</exception>
    public void RefuseOthers()
    {
        foreach (var (name, value) in node.Fields)
            if (!_read.Contains(name))
                throw Problem(value, Join(name), "There is no such field here.", $"Remove it, or use one of: {string.Join(", ", _read.Order(StringComparer.Ordinal))}.");
    }

    public ManifestException Wrong(string problem, string nextStep) => Problem(node, path, problem, nextStep);

    private ManifestNode? Find(string name)
    {
        _read.Add(name);
        return node[name] is { IsNull: false } value ? value : null;
    }

    private string TextOf(ManifestNode value, string at) =>
        value.Kind is NodeKind.List or NodeKind.Map or NodeKind.Null ? throw Problem(value, at, "A text is expected here.", "Write one, in quotes where YAML would read it otherwise.") : value.ScalarText;

    private string TemplateOf(ManifestNode value, string at)
    {
        var text = TextOf(value, at);
        try
        {
            return Expressions.Template.Compile(text).Source;
        }
        catch (ExpressionException exception)
        {
            throw Problem(value, at, $"The expression is wrong: {exception.Message}.", "Correct it.");
        }
    }

    private IReadOnlyList<ManifestNode> ItemsOf(ManifestNode value, string at) => value.Kind == NodeKind.List ? value.Items : throw Problem(value, at, "A list is expected here.", "Start each item with a dash.");

    private ManifestNode MapOf(ManifestNode value, string at) => value.Kind == NodeKind.Map ? value : throw Problem(value, at, "A mapping is expected here.", "Write fields with their values.");

    private ManifestException Problem(ManifestNode value, string at, string problem, string nextStep) => new(file, value.Line, at, problem, nextStep);

    private string Join(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
