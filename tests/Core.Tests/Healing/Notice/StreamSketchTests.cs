using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Connectors;
using Supertrack.Core.Healing.Notice;

namespace Supertrack.Core.Tests.Healing.Notice;

public sealed class StreamSketchTests
{
    [Fact]
    public void Facts_are_gathered_page_by_page()
    {
        var sketch = new StreamSketch(["id"]);
        sketch.Begin(0, whole: true);
        string[] page = ["""{"id":1,"name":"Ada","score":4.5,"at":{"city":"Oslo"}}""", """{"id":2,"name":null,"score":-2,"at":null}"""];
        sketch.Page(Page(page));
        sketch.Page(Page(page));

        var facts = sketch.Facts(DateTimeOffset.UnixEpoch, "id");

        Assert.Equal((4, 2, 2, 1, 2.0), (facts.Rows, facts.Pages, facts.RepeatedKeys, facts.RepeatedPages, facts.LargestKey));
        Assert.Equal(new ColumnFacts(0.5, 1, null, null), facts.Columns["name"]);
        Assert.Equal(new ColumnFacts(0, 2, -2, 4.5), facts.Columns["score"]);
        Assert.Equal(new ColumnFacts(0.5, 1, null, null), facts.Columns["at.city"]);
    }

    [Fact]
    public void The_same_records_in_another_slice_are_no_repeated_page()
    {
        var sketch = new StreamSketch([]);
        sketch.Begin(0, whole: true);
        sketch.Page(Page(["""{"tag":"new"}"""], """{"project":"a"}"""));
        sketch.Page(Page(["""{"tag":"new"}"""], """{"project":"b"}"""));

        Assert.Equal(0, sketch.Facts(DateTimeOffset.UnixEpoch, "").RepeatedPages);
    }

    [Fact]
    public void Chunks_of_a_run_joined_after_a_journey_as_bytes_say_what_one_chunk_would_have() => Prop.ForAll(
        Gen.Choose(1, 40).Zip(Gen.Choose(0, 40)).ToArbitrary(), both =>
        {
            var pages = Enumerable.Range(0, both.Item1).Select(page => Page([.. Enumerable.Range(page * 3, 3).Select(Record)])).ToList();
            var at = Math.Min(both.Item2, pages.Count);
            var (whole, first, second) = (Read(pages, 0), Read(pages[..at], 0), Read(pages[at..], at));

            Assert.True(first.Merge(StreamSketch.Decode(second.Encode())!));
            var (expected, joined) = (whole.Facts(default, "id"), StreamSketch.Decode(first.Encode())!.Facts(default, "id"));

            Assert.Equal((expected.Rows, expected.Pages, expected.Bytes, expected.RepeatedPages, expected.RepeatedKeys), (joined.Rows, joined.Pages, joined.Bytes, joined.RepeatedPages, joined.RepeatedKeys));
            Assert.Equal(expected.Columns.Keys.Order(), joined.Columns.Keys.Order());
            Assert.Equal(expected.Columns["id"].Least, joined.Columns["id"].Least);
            return joined.LastPage == 3 && first.IsComplete(pages.Count);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_chunk_that_does_not_continue_is_not_joined()
    {
        var first = Read([Page([Record(1)])], 0);

        Assert.False(first.Merge(Read([Page([Record(2)])], 3)));
        Assert.Equal(1, first.Facts(default, "").Rows);
        Assert.False(first.IsComplete(4));
    }

    [Fact]
    public void However_long_the_run_the_sketch_stays_small_and_knows_how_many_values_there_are()
    {
        var sketch = Read([.. Enumerable.Range(0, 1_000).Select(page => Page([.. Enumerable.Range(page * 100, 100).Select(Record)]))], 0);

        var facts = sketch.Facts(default, "id");

        Assert.Equal((100_000, 0, 0), (facts.Rows, facts.RepeatedPages, facts.RepeatedKeys));
        Assert.InRange(sketch.Encode().Length, 1, 32_000);
        Assert.InRange(facts.Columns["id"].Distinct, facts.Sampled / 3.0, facts.Sampled * 3.0);
        Assert.Equal(0.5, facts.Columns["even"].NullRate, 1);
    }

    [Fact]
    public void Half_of_the_rows_twice_shows_among_many_keys()
    {
        var pages = Enumerable.Range(0, 60).Select(page => Page([.. Enumerable.Range(page % 40 * 100, 100).Select(id => Record(id) + (page < 40 ? "" : " "))])).ToList();

        Assert.InRange(Read(pages, 0).Facts(default, "id").RepeatedKeys, 1_500, 2_500);
    }

    [Fact]
    public void What_is_no_json_is_left_to_the_store()
    {
        var sketch = Read([Page(["{", "[1]", "null", """{"id":1}"""])], 0);

        Assert.Equal((4, 1), (sketch.Facts(default, "").Rows, sketch.Facts(default, "").Sampled));
    }

    [Fact]
    public void What_another_version_wrote_is_not_read() => Assert.Null(StreamSketch.Decode([99, 1, 2]));

    private static StreamSketch Read(List<RecordPage> pages, int stored)
    {
        var sketch = new StreamSketch(["id"]);
        sketch.Begin(stored, whole: true);
        foreach (var page in pages) sketch.Page(page);
        return sketch;
    }

    private static string Record(int id) => $$"""{"id":{{id}},"name":{{JsonSerializer.Serialize("name " + id)}},"even":{{(id % 2 == 0 ? "1" : "null")}}}""";

    private static RecordPage Page(string[] records, string slice = "{}") =>
        new(Encoding.UTF8.GetBytes(string.Concat(records.Select(record => record + "\n"))), records.Length, () => [], () => null) { Slice = slice, BytesRead = 10, Requests = 1 };
}
