using System.Text.Json;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Selecting;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Fetches the pages of one slice after the other.</summary>
internal interface IPageFetcher
{
    /// <summary>The token of a slice's first page; null for none.</summary>
    Value? InitialToken { get; }

    /// <summary>A fetcher for another slice that is read at the same time; its pages stay valid while it fetches further ones.</summary>
    IPageFetcher Fork();

    /// <param name="slice">The slice being read; the fetcher may narrow it for later pages.</param>
    /// <param name="token">The page's token.</param>
    /// <param name="first">The slice's first page.</param>
    ValueTask<FetchedPage> FetchAsync(Slice slice, Value? token, bool first, CancellationToken cancellationToken);
}

/// <summary>The records of a page, as ranges of its body or as trees, and how to go on. Valid until disposed.</summary>
internal sealed class FetchedPage : IDisposable
{
    public HttpAnswer? Answer { get; init; }

    /// <summary>Records as ranges of <see cref="Answer"/>'s body; null where they are trees.</summary>
    public List<RecordRange>? Ranges { get; init; }

    public IReadOnlyList<DictValue> Trees { get; init; } = [];

    public int Count => Ranges?.Count ?? Trees.Count;

    /// <summary>Null after the slice's last page.</summary>
    public Value? NextToken { get; init; }

    /// <summary>The pages go on although the token is null: they start anew.</summary>
    public bool Again { get; init; }

    /// <summary>The slice that later pages are to be asked for, where it was narrowed.</summary>
    public Slice? NextSlice { get; init; }

    /// <summary>Length of the answer's body.</summary>
    public long Bytes => Answer?.Body.Length ?? 0;

    public IEnumerable<DictValue> Records() => Ranges is null
        ? Trees
        : Ranges.Select(range => new DictValue(Answer!.Body.Slice(range.Start, range.Length)));

    public void Dispose() => Answer?.Dispose();

    /// <summary>The cursor field's value of a range; None where it is absent or null.</summary>
    public static Value ValueOf(ReadOnlySpan<byte> body, RecordRange range)
    {
        if (!range.HasValue || range.ValueType == JsonTokenType.Null) return NoneValue.Instance;
        var raw = body.Slice(range.ValueStart, range.ValueLength);
        if (range.ValueType == JsonTokenType.String && raw.IndexOf((byte)'\\') < 0) return new StrValue(System.Text.Encoding.UTF8.GetString(raw[1..^1]));
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        return Value.Read(ref reader);
    }
}
