using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;

namespace Supertrack.Conformance.Connectors;

/// <summary>What replaying one traced stream showed.</summary>
internal sealed record ReplayResult(TracedStream Stream, string? Requests, string? Order, string? Records, string? State, string? Error)
{
    public bool Passed => Requests is null && Order is null && Records is null && State is null && Error is null;

    public string Problem => Error ?? Requests ?? Order ?? Records ?? State ?? "";
}

/// <summary>Replays traces: same requests (in the same order within a partition), records and last state as the reference implementation.</summary>
internal static class TraceReplay
{
    public static async Task<ReplayResult> RunAsync(DeclarativeSource source, TracedStream stream, int width = 1)
    {
        var order = new RequestOrder(stream);
        var transport = new TraceTransport(stream, order);
        var (records, state) = (new List<string>(), (JsonNode?)null);
        string? error = null;
        try
        {
            var opened = source.Open((JsonObject)stream.Config.DeepClone(), transport, new FixedClock(), new SourceOptions { Concurrency = width });
            var request = new StreamReadRequest { Stream = stream.Name, SyncMode = stream.Incremental ? SyncMode.Incremental : SyncMode.FullRefresh, State = stream.FirstState };
            await foreach (var page in opened.ReadAsync(request, CancellationToken.None))
            {
                order.EndPage(page.Slice);
                foreach (var line in Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)) records.Add(Canonical.Text(JsonNode.Parse(line)));
                if (page.State is { } now) state = now;
            }
        }
        catch (ConnectorException exception)
        {
            error = $"read failed: {exception.Message}";
        }
        // What is asked ahead does not belong to the page that comes next.
        var problem = width == 1 ? order.Problem : null;
        if (stream.Fails)
            return new ReplayResult(stream, Compare("requests", transport.Recorded, order.Made), problem, null, null, error is null ? "the read failed in the trace, not here" : null);
        return new ReplayResult(
            stream, Compare("requests", transport.Recorded, order.Made), problem, Compare("records", stream.Records.Select(Canonical.Text), records), CompareState(stream.LastState, state), error);
    }

    /// <summary>Partitions are read side by side there, so only the order of equal addresses is told by the order of all.</summary>
    private static string? Compare(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var wanted = expected.Order(StringComparer.Ordinal).ToList();
        var got = actual.Order(StringComparer.Ordinal).ToList();
        if (wanted.SequenceEqual(got)) return null;
        var (missing, extra) = (wanted.ToList(), new List<string>());
        foreach (var item in got)
            if (!missing.Remove(item)) extra.Add(item);
        return $"{what}: {wanted.Count} expected, {got.Count} got; missing {missing.FirstOrDefault()}; extra {extra.FirstOrDefault()}";
    }

    /// <summary>lookback_window is the time the recorded read took, in seconds.</summary>
    private static string? CompareState(JsonNode? expected, JsonNode? actual)
    {
        var (wanted, got) = (Canonical.Text(WithoutTime(expected)), Canonical.Text(WithoutTime(actual)));
        return wanted == got ? null : $"state: expected {wanted}, got {got}";
    }

    private static JsonNode? WithoutTime(JsonNode? state)
    {
        var copy = state?.DeepClone();
        Clear(copy);
        return copy;
    }

    private static void Clear(JsonNode? node)
    {
        if (node is not JsonObject map) return;
        if (map["lookback_window"] is JsonValue window && window.ToString() != "0") map["lookback_window"] = 1;
        foreach (var (_, value) in map) Clear(value);
    }

    /// <summary>The clock that the traces were recorded with.</summary>
    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 3, 10, 12, 0, 0, TimeSpan.Zero);

        /// <summary>Waits end at once.</summary>
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
