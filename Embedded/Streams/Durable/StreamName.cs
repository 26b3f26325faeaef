using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>How a stream is named in the tables: provider/namespace/key, the first two escaped as in an address.</summary>
internal static class StreamName
{
    public static string Of(string provider, StreamId stream) =>
        $"{Prefix(provider)}{Uri.EscapeDataString(stream.GetNamespace() ?? "")}/{stream.GetKeyAsString()}";

    public static string Prefix(string provider) => Uri.EscapeDataString(provider) + "/";

    public static StreamId Parse(string name)
    {
        var first = name.IndexOf('/', StringComparison.Ordinal) + 1;
        var second = name.IndexOf('/', first);
        var streamNamespace = Uri.UnescapeDataString(name[first..second]);
        return StreamId.Create(streamNamespace.Length == 0 ? null : streamNamespace, name[(second + 1)..]);
    }
}
