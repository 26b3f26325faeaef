using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Columns;
using Supertrack.Core.Healing.Rows;

namespace Supertrack.Core.Tests.Healing.Columns;

public sealed class UpdatedRowsTests
{
    private const int Count = 80;

    [Theory]
    [InlineData("modified", "score")]
    [InlineData("changed_at", "points")]
    public void Columns_are_told_by_the_rows_that_were_not_updated_meanwhile(string time, string score)
    {
        var columns = Map(Old(), Rows(index => Row(index, time, score, updated: index % 6 == 0)));

        Assert.Equal(([time], [score]), (columns["modified"].Sources.ToArray(), columns["score"].Sources.ToArray()), Pairs);
    }

    [Fact]
    public void Where_nearly_every_row_says_it_was_updated_none_is_left_out()
    {
        var columns = Map(Old(), Rows(index => Row(index, "modified", "points", updated: index % 6 != 0)));

        Assert.Equal(Fate.Lost, columns["score"].Fate);
    }

    [Fact]
    public void A_time_that_went_back_in_some_rows_tells_of_no_updates()
    {
        var found = Rows(index => Row(index, "modified", "points", updated: index % 6 == 0));
        found[5]["modified"] = "1999-01-01T00:00:00Z";

        Assert.Equal(Fate.Lost, Map(Old(), found)["score"].Fate);
    }

    private static bool Pairs((string[] Time, string[] Score) first, (string[] Time, string[] Score) second) => first.Time.SequenceEqual(second.Time) && first.Score.SequenceEqual(second.Score);

    private static List<JsonObject> Old() => Rows(index => Row(index, "modified", "score", updated: false));

    private static JsonObject Row(int index, string time, string score, bool updated) => new()
    {
        ["id"] = index,
        [time] = DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes((index * 7919 % 1000) + (updated ? 900_000 : 0)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        [score] = updated ? -1 : index * 31 % 97,
    };

    private static List<JsonObject> Rows(Func<int, JsonObject> row) => [.. Enumerable.Range(0, Count).Select(row)];

    private static Dictionary<string, ColumnFate> Map(List<JsonObject> old, List<JsonObject> found) =>
        ColumnMapper.Map(KeyFinder.Join(RowSet.Of(["id"], old), found)!).ToDictionary(column => column.Path);
}
