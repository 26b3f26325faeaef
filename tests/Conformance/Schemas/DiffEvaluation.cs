using System.Text.Json.Nodes;
using Supertrack.Core.Schemas.Changes;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Schemas;

/// <summary>Compares the changes that a diff finds between versions of real APIs with those read from vendors' documentation.</summary>
public sealed class DiffEvaluation(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["field_added"] = "field_added",
        ["field_removed"] = "field_removed",
        ["field_renamed"] = "field_renamed",
        ["field_moved"] = "field_moved",
        ["field_wrapped"] = "field_moved",
        ["type_changed"] = "type_changed",
        ["id_type_changed"] = "type_changed",
        ["nullable_changed"] = "nullable_changed",
        ["format_changed"] = "format_changed",
        ["enum_added"] = "enum_changed",
        ["enum_removed"] = "enum_changed",
        ["enum_changed"] = "enum_changed",
        ["required_changed"] = "required_changed",
    };

    [Fact]
    public void Changes_of_real_API_versions_are_found_and_named()
    {
        if (SharedData.Folder("drift") is not { } folder)
        {
            output.WriteLine("no ../shared/data/drift: nothing measured");
            return;
        }
        int due = 0, found = 0, breaking = 0, breakingRight = 0;
        foreach (var pair in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(pair, "truth.json")))!["changes"]!.AsArray();
            var changes = SchemaDiff.Compare(Schema(pair, "old"), Schema(pair, "new")).ToJson()["changes"]!.AsArray();
            int hereDue = 0, hereFound = 0;
            foreach (var change in truth)
            {
                if (!Kinds.TryGetValue((string)change!["kind"]!, out var kind) || Place(change["old"]) is null && Place(change["new"]) is null) continue;
                hereDue++;
                var match = changes.FirstOrDefault(c => Same(c!, kind, Place(change["old"]), Place(change["new"])));
                if (match is null)
                {
                    output.WriteLine($"      {kind} {Place(change["old"])} {Place(change["new"])}");
                    continue;
                }
                hereFound++;
                breaking++;
                if ((bool)match["breaking"]! == (bool)change["breaking"]!) breakingRight++;
            }
            due += hereDue;
            found += hereFound;
            output.WriteLine($"{Path.GetFileName(pair),-35} {hereFound}/{hereDue} of {changes.Count} reported");
        }
        output.WriteLine($"changes found with their kind {found}/{due} = {found / (double)due:F3}; of those, breaking as told {breakingRight}/{breaking}");
        Assert.True(found >= 0.8 * due, "changes found");
    }

    /// <summary>A field below another is also found where the whole holder was added, removed or renamed.</summary>
    private static bool Same(JsonNode change, string kind, string? old, string? now)
    {
        var path = (string)change["path"]!;
        var wanted = kind == "field_added" ? now : old ?? now;
        var found = (string)change["kind"]!;
        var renamed = found is "field_renamed" or "field_moved" && kind is "field_renamed" or "field_moved";
        return (found == kind || renamed) && (path == wanted || path == now || (found is "field_added" or "field_removed" && wanted is not null && wanted.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    private static string? Place(JsonNode? side) => side switch
    {
        JsonValue path => path.ToString(),
        JsonObject o => (string?)o["path"],
        _ => null,
    };

    private static JsonObject Schema(string folder, string side) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, side + ".schema.json")))!.AsObject();
}
