using System.Text.Json.Nodes;

namespace Supertrack.Lab.GraphQl;

/// <summary>Takes out of a value what a selection asks for; members that are not there are null.</summary>
internal sealed class Projection(GraphQlDocument document)
{
    public JsonNode? Of(JsonNode? value, IReadOnlyList<Selection> selections, GraphType? type) => value switch
    {
        null => null,
        JsonArray items => new JsonArray([.. items.Select(item => Of(item, selections, type))]),
        JsonObject members when selections.Count > 0 => Of(members, selections, type),
        _ => value.DeepClone(),
    };

    private JsonObject Of(JsonObject members, IReadOnlyList<Selection> selections, GraphType? type)
    {
        var chosen = new JsonObject();
        foreach (FieldSelection selected in document.Fields(selections))
        {
            chosen[selected.Alias] = selected.Name == "__typename"
                ? type?.Name
                : Of(members[selected.Name], selected.Children, type?.Fields.GetValueOrDefault(selected.Name)?.Type);
        }

        return chosen;
    }
}
