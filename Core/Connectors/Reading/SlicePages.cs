using System.Runtime.CompilerServices;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Reads all records of one slice, for readers that do not resume: schemas, properties, templates of streams.</summary>
internal static class SlicePages
{
    public static async IAsyncEnumerable<DictValue> ReadAsync(IPageFetcher pages, Slice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (token, first) = (pages.InitialToken, true);
        while (true)
        {
            using var page = await pages.FetchAsync(slice, token, first, cancellationToken);
            foreach (var record in page.Records()) yield return Tree.CopyMap(record);
            if (page.NextToken is null && !page.Again) yield break;
            (token, first, slice) = (page.NextToken, false, page.NextSlice ?? slice);
        }
    }
}
