using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Tests.Schemas.Dialects.Grammars;

/// <summary>What Cosmos DB demands of a container: an id without / \ # ?, one partition path of plain or quoted segments, indexing paths that end in /? or /*.</summary>
internal static partial class CosmosRules
{
    public static void Check(string json)
    {
        foreach (var container in JsonNode.Parse(json)!["containers"]!.AsArray())
        {
            if (!Id().IsMatch((string)container!["id"]!)) throw new FormatException($"{container["id"]} is no id");
            Paths(container["partitionKey"]!["paths"], Plain());
            Paths(container["indexingPolicy"]!["includedPaths"], Indexed());
            Paths(container["indexingPolicy"]!["excludedPaths"], Indexed());
            foreach (var unique in container["uniqueKeyPolicy"]?["uniqueKeys"] as JsonArray ?? []) Paths(unique!["paths"], Plain());
        }
    }

    private static void Paths(JsonNode? paths, Regex form)
    {
        foreach (var path in paths!.AsArray())
            if ((path is JsonObject o ? (string)o["path"]! : (string)path!) is var text && !form.IsMatch(text)) throw new FormatException($"{text} is no path");
    }

    [GeneratedRegex(@"^[^/\\#?]{1,255}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(/([\p{L}\p{Nd}_]+|""([^""\\]|\\.)+""))+$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(/([\p{L}\p{Nd}_]+|""([^""\\]|\\.)+""|\[\]))*/[?*]$")]
    private static partial Regex Indexed();
}
