namespace Supertrack.Lab.GraphQl;

/// <summary>Holds a selection against the schema and gathers what is wrong, in the words of the reference implementation.</summary>
internal sealed class SelectionCheck(GraphQlDocument document, bool suggest)
{
    public List<GraphQlException> Errors { get; } = [];

    public void Check(IReadOnlyList<Selection> selections, GraphType type)
    {
        foreach (FieldSelection selected in document.Fields(selections))
        {
            if (selected.Name.StartsWith("__", StringComparison.Ordinal))
            {
                continue;
            }

            if (!type.Fields.TryGetValue(selected.Name, out GraphField? field))
            {
                Fail(selected, $"Cannot query field \"{selected.Name}\" on type \"{type.Name}\".{Hint(selected.Name, type.Fields.Keys)}");
                continue;
            }

            Arguments(selected, field, type);
            Check(selected, field);
        }
    }

    private void Check(FieldSelection selected, GraphField field)
    {
        if (field.Type.IsScalar && selected.Children.Count > 0)
        {
            Fail(selected, $"Field \"{selected.Name}\" must not have a selection since type \"{field.Type.Name}\" has no subfields.");
        }
        else if (!field.Type.IsScalar && selected.Children.Count == 0)
        {
            Fail(selected, $"Field \"{selected.Name}\" of type \"{field.Type.Name}\" must have a selection of subfields. "
                + $"Did you mean \"{selected.Name} {{ ... }}\"?");
        }
        else
        {
            Check(selected.Children, field.Type);
        }
    }

    private void Arguments(FieldSelection selected, GraphField field, GraphType type)
    {
        foreach ((string name, Argument argument) in selected.Arguments)
        {
            if (!field.Arguments.Contains(name))
            {
                Errors.Add(new GraphQlException(
                    $"Unknown argument \"{name}\" on field \"{type.Name}.{field.Name}\".{Hint(name, field.Arguments)}",
                    argument.Line, argument.Column));
            }
        }
    }

    private string Hint(string name, IEnumerable<string> known) => suggest ? Suggestions.For(name, known) : "";

    private void Fail(FieldSelection at, string message) => Errors.Add(new GraphQlException(message, at.Line, at.Column));
}
