using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>Chooses between the two streams of a state-delegating one: without state, or with one the API no longer has data for, the full one.</summary>
internal static class StateDelegation
{
    public static (Component Stream, bool DropsState) Choose(SourceSession session, Component stream, JsonObject? state, CursorCompiler cursors)
    {
        var (full, incremental) = (stream.NeedChild("full_refresh_stream"), stream.NeedChild("incremental_stream"));
        if (full.Text("name") != stream.Text("name") || incremental.Text("name") != stream.Text("name"))
            throw stream.Problem("name", "The two streams of a StateDelegatingStream must have its name.", "Give them the same name.");
        if (state is not { Count: > 0 }) return (full, false);
        var period = stream.Template("api_retention_period")?.Evaluate(new Scope(session)).ToString();
        if (string.IsNullOrEmpty(period)) return (incremental, false);
        var oldest = IsoDuration.Parse(period).Negated.AddTo(session.Now);
        return ReadTo(session, state, full, incremental, cursors) is { } time && time >= oldest ? (incremental, false) : (full, true);
    }

    /// <summary>How far the state says the stream was read; null where it does not say.</summary>
    private static DateTimeOffset? ReadTo(SourceSession session, JsonObject state, Component full, Component incremental, CursorCompiler cursors)
    {
        if (state[NoCursor.StateKey] is not null) return session.Now;
        foreach (var sync in new[] { full.Child("incremental_sync"), incremental.Child("incremental_sync") })
        {
            if (sync is null) continue;
            var settings = cursors.Settings(sync).Value;
            var own = state["state"] as JsonObject ?? state;
            var value = own["slices"] is JsonArray { Count: > 0 } slices ? slices[0]?["most_recent_cursor_value"] ?? slices[0]?["end"] : own[settings.Field];
            if (value is not null && settings.Format.TryParse(Tree.FromJson(value), out var point)) return point.Time;
        }
        return null;
    }
}
