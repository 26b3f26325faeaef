namespace Supertrack.Conformance.Connectors;

/// <summary>
/// The requests of a replay, in order and by partition: those of the stream itself by the slice that was being read, those of others (parents, logins) by
/// stream. Partitions are read side by side in the recorded reads, so only the order within each of these is compared.
/// </summary>
internal sealed class RequestOrder(TracedStream stream)
{
    /// <summary>Slices read ahead ask while a page is taken.</summary>
    private readonly Lock _gate = new();
    private readonly List<(string Key, string Group)> _page = [];
    private readonly Dictionary<string, List<string>> _groups = new(StringComparer.Ordinal);

    public List<string> Made { get; } = [];

    public void Add(string key, string onBehalfOf)
    {
        lock (_gate)
        {
            Made.Add(key);
            _page.Add((key, onBehalfOf == stream.Name ? "" : $"stream {onBehalfOf}"));
        }
    }

    /// <summary>What was asked since the last page belongs to this slice.</summary>
    public void EndPage(string slice)
    {
        List<(string Key, string Group)> page;
        lock (_gate)
        {
            page = [.. _page];
            _page.Clear();
        }
        foreach (var (key, group) in page)
        {
            var name = group.Length > 0 ? group : $"slice {slice}";
            if (!_groups.TryGetValue(name, out var keys)) _groups[name] = keys = [];
            keys.Add(key);
        }
    }

    /// <summary>A group whose requests the trace has in another order; null where there is none.</summary>
    public string? Problem
    {
        get
        {
            var recorded = stream.Requests.Select(exchange => RequestKey.Of(exchange!)).ToList();
            foreach (var (name, keys) in _groups)
            {
                var at = 0;
                foreach (var key in keys)
                {
                    at = recorded.IndexOf(key, at) + 1;
                    if (at == 0) return $"order: in {name}, {key} came earlier in the trace";
                }
            }
            return null;
        }
    }
}
