using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>Brings <c>{key: {cursor: value}}</c> states of older connectors into the form with a state a partition.</summary>
internal static class StateMigrations
{
    public static JsonObject Apply(SourceSession session, Component stream, JsonObject state)
    {
        foreach (var migration in stream.Children("state_migrations"))
        {
            if (migration.Type != "LegacyToPerPartitionStateMigration") throw migration.Unsupported();
            state = Migrate(session, stream, state);
        }
        return state;
    }

    private static JsonObject Migrate(SourceSession session, Component stream, JsonObject state)
    {
        var scope = new Scope(session);
        var router = stream.NeedChild("retriever").Child("partition_router");
        if (router is null || stream.Child("incremental_sync") is not { } sync) return state;
        var parents = router.Children("parent_stream_configs");
        if (router.Type != "UnionPartitionRouter" && parents.Count != 1) return state;
        var holder = router.Type == "UnionPartitionRouter" ? router : parents[0];
        var field = holder.NeedTemplate("partition_field").Evaluate(scope).ToString();
        var cursor = sync.NeedTemplate("cursor_field").Evaluate(scope).ToString();
        var old = state.Count > 0 && state["states"] is null
            && state.All(entry => entry.Value is JsonObject { Count: 1 } value && value.ContainsKey(cursor));
        if (!old) return state;
        return new JsonObject
        {
            ["states"] = new JsonArray([.. state.Select(entry => (JsonNode)new JsonObject
            {
                ["partition"] = new JsonObject { [field] = entry.Key },
                ["cursor"] = entry.Value!.DeepClone(),
            })]),
        };
    }
}
