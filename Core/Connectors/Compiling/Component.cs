using System.Globalization;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>A component of the manifest being compiled: typed access to its fields, with the place for errors.</summary>
internal sealed class Component(ManifestNode node, string path, string file)
{
    private Value? _parameters;

    public ManifestNode Node { get; } = node;

    public string Path { get; } = path;

    public string File { get; } = file;

    public string Type => Node.TypeName ?? "";

    /// <summary>The parameters in force, a dict.</summary>
    public Value Parameters => _parameters ??= Node[Format.Parameters.Key] is { Kind: NodeKind.Map } own ? Tree.FromNode(own) : new DictValue();

    public bool Has(string field) => Node[field] is { IsNull: false };

    public ManifestNode? Field(string field) => Node[field] is { IsNull: false } value ? value : null;

    /// <summary>A scalar as text; null where absent.</summary>
    public string? Text(string field) => Field(field) is { Kind: not (NodeKind.Map or NodeKind.List) } value ? ScalarText(value) : null;

    /// <summary>A scalar as Python's str() shows it.</summary>
    private static string ScalarText(ManifestNode value) => value.Kind == NodeKind.Boolean ? (value.Boolean ? "True" : "False") : Tree.FromNode(value).ToString();

    public string Need(string field) => Text(field) ?? throw Problem(field, $"{Type} needs {field}.", $"Add {field}.");

    public bool Flag(string field, bool otherwise = false) => Field(field) switch
    {
        { Kind: NodeKind.Boolean } flag => flag.Boolean,
        { Kind: NodeKind.Text } text => text.Text is "true" or "True" or "1" or "yes" or "on",
        null => otherwise,
        _ => otherwise,
    };

    public long? Integer(string field) => Field(field) switch
    {
        null => null,
        { Kind: NodeKind.Integer } number => number.Integer,
        { Kind: NodeKind.Number } number when number.Number == Math.Truncate(number.Number) => (long)number.Number,
        { } other when long.TryParse(other.ScalarText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        { } other => throw Problem(field, $"'{other.ScalarText}' is no whole number.", "Give a number."),
    };

    public double? Number(string field) => Field(field) switch
    {
        null => null,
        { Kind: NodeKind.Integer or NodeKind.Number } number => number.Number,
        { } other when double.TryParse(other.ScalarText, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        { } other => throw Problem(field, $"'{other.ScalarText}' is no number.", "Give a number."),
    };

    /// <summary>A template; null where absent.</summary>
    public Interpolated? Template(string field) => Text(field) is { } text ? Compile(text, field) : null;

    public Interpolated NeedTemplate(string field) => Compile(Need(field), field);

    public Interpolated TemplateOr(string field, string otherwise) => Compile(Text(field) is { Length: > 0 } text ? text : otherwise, field);

    public Interpolated Compile(string text, string field)
    {
        try
        {
            return new Interpolated(text, Parameters);
        }
        catch (ExpressionException exception)
        {
            throw Problem(field, exception.Message, "Correct the expression.");
        }
    }

    /// <summary>A condition; null where absent or empty.</summary>
    public Condition? Condition(string field)
    {
        if (Text(field) is not { Length: > 0 } text) return null;
        try
        {
            return new Condition(text, Parameters);
        }
        catch (ExpressionException exception)
        {
            throw Problem(field, exception.Message, "Correct the expression.");
        }
    }

    public Component? Child(string field) => Field(field) is { Kind: NodeKind.Map } inner ? At(inner, field) : null;

    public Component NeedChild(string field) => Child(field) ?? throw Problem(field, $"{Type} needs {field}.", $"Add {field}.");

    /// <summary>A list's components; one mapping counts as a list of one.</summary>
    public IReadOnlyList<Component> Children(string field) => Field(field) switch
    {
        { Kind: NodeKind.Map } single => [At(single, field)],
        { Kind: NodeKind.List } list => [.. list.Items.Select((item, index) => new Component(item, $"{Prefix}{field}[{index}]", File))],
        _ => [],
    };

    public IReadOnlyList<string> Texts(string field) =>
        Field(field) is { Kind: NodeKind.List } list ? [.. list.Items.Select(ScalarText)] : Text(field) is { } single ? [single] : [];

    public IReadOnlyList<Interpolated> Templates(string field) => [.. Texts(field).Select(text => Compile(text, field))];

    public IReadOnlyList<IReadOnlyList<string>> Paths(string field) =>
        Field(field) is { Kind: NodeKind.List } list
            ? [.. list.Items.Select(item => item.Kind == NodeKind.List ? (IReadOnlyList<string>)[.. item.Items.Select(ScalarText)] : [ScalarText(item)])]
            : [];

    /// <summary>A mapping of templates; null where absent or no mapping.</summary>
    public InterpolatedMap? Map(string field) => Field(field) is { Kind: NodeKind.Map, Fields.Count: > 0 } map ? MapOf(map, field) : null;

    public InterpolatedMap MapOf(ManifestNode map, string field) => new(
        [.. map.Fields.Where(entry => entry.Value.TypeName != "QueryProperties" && entry.Key != Format.Parameters.Key)
            .Select(entry => KeyValuePair.Create(Compile(entry.Key, field), entry.Value.Kind == NodeKind.Text ? (object)Compile(entry.Value.Text, field) : Tree.FromNode(entry.Value)))]);

    public InterpolatedTree? TreeOf(string field) => Field(field) is { IsTruthy: true } value ? new InterpolatedTree(TreeOf(value, field)) : null;

    public object TreeOf(ManifestNode value, string field) => value.Kind switch
    {
        NodeKind.Text => Compile(value.Text, field),
        NodeKind.List => (IReadOnlyList<object>)[.. value.Items.Select(item => TreeOf(item, field))],
        NodeKind.Map => (IReadOnlyList<KeyValuePair<Interpolated, object>>)
            [.. value.Fields.Where(entry => entry.Key != Format.Parameters.Key).Select(entry => KeyValuePair.Create(Compile(entry.Key, field), TreeOf(entry.Value, field)))],
        _ => Tree.FromNode(value),
    };

    public Component At(ManifestNode inner, string field) => new(inner, Prefix + field, File);

    private string Prefix => Path.Length == 0 ? "" : Path + ".";

    public ManifestException Problem(string field, string problem, string nextStep) =>
        new(File, (Node[field] ?? Node).Line, Prefix + field, problem, nextStep);

    /// <summary>This component is of a type that cannot stand here or cannot be run.</summary>
    public ManifestException Unsupported() => ComponentCatalog.IsCustom(Type)
        ? new ManifestException(File, Node.Line, Path, $"{Type} is Python code of the connector's own and cannot be run.", "Replace it by declarative components.")
        : new ManifestException(File, Node.Line, Path, $"'{Type}' cannot stand here.", "Use a component of the format; connector lint names what is supported.");
}
