using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Rows;
using Supertrack.Core.Healing.Search;
using Supertrack.Core.Healing.Trials;

namespace Supertrack.Core.Tests.Healing.Search;

/// <summary>When a read that misses many known rows still counts as the whole list.</summary>
public sealed class ProgressTests
{
    private static readonly RowSet s_known = RowSet.Of(["id"], Enumerable.Range(1, 100).Select(Row));

    [Theory]
    [InlineData(new[] { 30, 30, 20 }, true)]
    [InlineData(new[] { 40, 40 }, false)]
    [InlineData(new[] { 80 }, false)]
    [InlineData(new[] { 20, 30, 30 }, false)]
    public void A_list_in_another_order_without_a_fifth_of_its_rows_is_whole_where_its_last_page_was_the_shorter_one(int[] pages, bool whole)
    {
        // Every fifth is gone, and the rest comes in an order of its own.
        var observed = Observed(Enumerable.Range(1, 100).Where(id => id % 5 != 0).OrderBy(id => id * 37 % 101), pages);

        Assert.Equal(whole, Progress.Of(observed, s_known).Whole(observed, s_known));
    }

    [Fact]
    public void Half_of_the_rows_is_never_the_whole_list()
    {
        var observed = Observed(Enumerable.Range(1, 100).Where(id => id % 2 == 0).OrderBy(id => id * 37 % 101), [30, 20]);

        Assert.False(Progress.Of(observed, s_known).Whole(observed, s_known));
    }

    private static Observation Observed(IEnumerable<int> ids, int[] pages) =>
        new() { Rows = [.. ids.Select(Row)], Exchanges = [], Complete = true, Pages = pages.Length, PageSizes = pages };

    private static JsonObject Row(int id) => new() { ["id"] = id, ["name"] = $"item {id * 7919}" };
}
