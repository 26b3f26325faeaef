using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>The properties that requests ask for, in chunks where an API takes only so many; records of the chunks are merged by key.</summary>
internal sealed class QueryProperties
{
    private readonly OneAtATime _turns = new();
    private IReadOnlyList<string>? _list;

    public required Func<CancellationToken, ValueTask<IReadOnlyList<string>>> List { get; init; }

    /// <summary>Names the properties that the stream's schema selects; null where all are asked for.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlySet<string>>>? Selected { get; init; }

    public IReadOnlyList<string> Always { get; init; } = [];

    public bool IsChunked { get; init; }

    /// <summary>Most characters or properties of a chunk; null for one chunk.</summary>
    public long? Limit { get; init; }

    public bool LimitIsCharacters { get; init; }

    /// <summary>Fields that tell which records are one.</summary>
    public IReadOnlyList<string> Keys { get; init; } = ["id"];

    public async ValueTask<IReadOnlyList<IReadOnlyList<string>>> ChunksAsync(CancellationToken cancellationToken)
    {
        var list = _list ?? await _turns.RunAsync(async stop => _list ??= await ListAsync(stop), cancellationToken);
        if (!IsChunked) return [[.. Always, .. list]];
        if (Limit is not { } limit) return [[.. list, .. Always]];
        var chunks = new List<IReadOnlyList<string>>();
        var (chunk, size) = (Always.ToList(), 0L);
        foreach (var property in list)
        {
            // Three more for the encoded comma.
            var own = LimitIsCharacters ? property.Length + 3 : 1;
            if (size + own > limit)
            {
                chunks.Add(chunk);
                (chunk, size) = (Always.ToList(), 0);
            }
            chunk.Add(property);
            size += own;
        }
        chunks.Add(chunk);
        return chunks;
    }

    private async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await List(cancellationToken);
        if (Selected is null) return all;
        var selected = await Selected(cancellationToken);
        return [.. all.Where(selected.Contains)];
    }

    public string? MergeKey(DictValue record)
    {
        if (!IsChunked) return null;
        var values = Keys.Select(key => record[key]).ToList();
        return values.TrueForAll(value => value is { Truthy: true }) ? string.Join(',', values) : null;
    }

    public static void Merge(DictValue target, DictValue source)
    {
        foreach (var (key, value) in Tree.Entries(source))
        {
            if (target[key] is DictValue inner && value is DictValue added) Merge(inner, added);
            else target[key] = value;
        }
    }

    /// <summary>Property names read from an endpoint.</summary>
    public static async ValueTask<IReadOnlyList<string>> FromEndpointAsync(IPageFetcher pages, IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var record in SlicePages.ReadAsync(pages, Slice.Empty, cancellationToken))
            names.Add(TreePath.Get(record, path)?.ToString() ?? "[]");
        return names;
    }
}
