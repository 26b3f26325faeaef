namespace Supertrack.Core.Connectors.Format;

/// <summary>What a field may hold: alternatives of scalars, lists, maps, enumerations and component types.</summary>
internal abstract record FieldKind
{
    public sealed record Scalar(string Name) : FieldKind;

    public sealed record List(FieldKind Item) : FieldKind;

    public sealed record Map(FieldKind Item) : FieldKind;

    public sealed record Choice(IReadOnlyList<string> Values) : FieldKind;

    public sealed record Component(string Type) : FieldKind;

    public sealed record Any : FieldKind;

    public sealed record Alternatives(IReadOnlyList<FieldKind> Options) : FieldKind;

    /// <summary>Component types this kind may hold directly.</summary>
    public IEnumerable<string> ComponentTypes => this switch
    {
        Component component => [component.Type],
        Alternatives alternatives => alternatives.Options.SelectMany(option => option.ComponentTypes),
        _ => [],
    };

    public static FieldKind Parse(string text)
    {
        var options = Split(text, '|').Select(ParseOne).ToList();
        return options.Count == 1 ? options[0] : new Alternatives(options);
    }

    private static FieldKind ParseOne(string text)
    {
        if (Inner(text, "list") is { } item) return new List(Parse(item));
        if (Inner(text, "map") is { } value) return new Map(Parse(value));
        if (Inner(text, "enum") is { } values) return new Choice(Split(values, ','));
        return text switch
        {
            "any" => new Any(),
            "text" or "int" or "number" or "bool" or "null" => new Scalar(text),
            _ => new Component(text),
        };
    }

    private static string? Inner(string text, string name) =>
        text.StartsWith(name + "(", StringComparison.Ordinal) && text.EndsWith(')') ? text[(name.Length + 1)..^1] : null;

    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth--;
            else if (text[i] == separator && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        parts.Add(text[start..]);
        return parts;
    }
}
