using System.Text.Json.Nodes;

namespace Supertrack.Lab.GraphQl;

/// <summary>A field, fragment spread or inline fragment of a selection.</summary>
internal abstract record Selection(int Line, int Column);

internal sealed record FieldSelection(
    string Name, string Alias, IReadOnlyDictionary<string, Argument> Arguments,
    IReadOnlyList<Selection> Children, bool Skipped, int Line, int Column) : Selection(Line, Column);

internal sealed record SpreadSelection(string Fragment, int Line, int Column) : Selection(Line, Column);

internal sealed record InlineSelection(IReadOnlyList<Selection> Children, int Line, int Column) : Selection(Line, Column);

internal sealed record Argument(JsonNode? Value, int Line, int Column);

/// <summary>An operation with its fragments; variables are already in place.</summary>
internal sealed record GraphQlDocument(
    string Operation, IReadOnlyList<Selection> Selections, IReadOnlyDictionary<string, IReadOnlyList<Selection>> Fragments)
{
    /// <summary>The fields of a selection with fragments unfolded; a fragment that contains itself is unfolded once.</summary>
    public IEnumerable<FieldSelection> Fields(IReadOnlyList<Selection> selections) => Fields(selections, []);

    private IEnumerable<FieldSelection> Fields(IReadOnlyList<Selection> selections, HashSet<string> within)
    {
        foreach (Selection selection in selections)
        {
            IEnumerable<FieldSelection> found = selection switch
            {
                FieldSelection { Skipped: false } field => [field],
                InlineSelection inline => Fields(inline.Children, within),
                SpreadSelection spread when within.Add(spread.Fragment) =>
                    Fields(Fragments.TryGetValue(spread.Fragment, out IReadOnlyList<Selection>? children)
                        ? children
                        : throw new GraphQlException($"Unknown fragment \"{spread.Fragment}\".", spread.Line, spread.Column), within),
                _ => [],
            };
            foreach (FieldSelection field in found)
            {
                yield return field;
            }

            if (selection is SpreadSelection done)
            {
                within.Remove(done.Fragment);
            }
        }
    }
}

/// <summary>An error that goes to the client in <c>errors</c>.</summary>
internal sealed class GraphQlException(string message, int line, int column, bool syntax = false) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>Whether the document could not be read at all (status 400).</summary>
    public bool Syntax { get; } = syntax;
}
