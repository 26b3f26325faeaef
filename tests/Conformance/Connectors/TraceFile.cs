using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Supertrack.Conformance.Connectors;

/// <summary>One stream of a recorded read by the reference implementation.</summary>
internal sealed record TracedStream(string Connector, string Name, JsonObject Trace)
{
    public bool Incremental => Trace["sync_mode"]!.GetValue<string>() == "incremental";

    /// <summary>The state that the read started from; null for none.</summary>
    public JsonNode? FirstState => Trace["state"];

    /// <summary>The recorded read ended with an error.</summary>
    public bool Fails => Trace["error"] is not null;

    public JsonObject Config => (JsonObject)Trace["config"]!;

    public JsonArray Requests => (JsonArray)Trace["requests"]!;

    public JsonArray Records => Trace["records"] as JsonArray ?? [];

    public JsonNode? LastState => (Trace["states"] as JsonArray)?.LastOrDefault()?["stream"]?["stream_state"];

    /// <summary>Read to its end, with records.</summary>
    public bool IsClean => Trace["error"] is null && Records.Count > 0;
}

internal static class TraceFile
{
    public static IEnumerable<TracedStream> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        return Streams(JsonNode.Parse(gzip)!);
    }

    public static IEnumerable<TracedStream> Streams(JsonNode trace)
    {
        var connector = trace["connector"]!.GetValue<string>();
        return trace["streams"]!.AsArray().Select(stream => new TracedStream(connector, stream!["stream"]!.GetValue<string>(), (JsonObject)stream)).ToList();
    }
}
