using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Syncing.Drift;

namespace Supertrack.Core.Tests.Syncing.Drift;

public sealed class ShapeGuardTests
{
    [Fact]
    public void A_member_that_all_stored_records_have_and_no_new_one_has_stops_the_read()
    {
        var changed = Assert.Throws<ShapeChangedException>(() => Guard(100, Full).Check(Lines(10, id => $$"""{"id":{{id}},"subject":"s"}""")));
        Assert.Equal(["title"], changed.Members);
        Assert.Contains("title is missing", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_another_kind_in_every_record_stops_the_read()
    {
        var changed = Assert.Throws<ShapeChangedException>(() => Guard(100, Full).Check(Lines(10, id => $$"""{"id":"{{id}}","title":"t"}""")));
        Assert.Contains("id is text instead of number", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_comes_as_null_has_come() =>
        Guard(100, Full).Check(Lines(500, id => $$"""{"id":{{id}},"title":null}"""));

    [Fact]
    public void Null_in_all_of_twenty_records_stops_the_read_where_many_runs_never_brought_it()
    {
        var changed = Assert.Throws<ShapeChangedException>(() => Guard(100, Full, filled: true).Check(Lines(20, id => $$"""{"id":{{id}},"title":null}""")));
        Assert.Equal(["title"], changed.Members);
        Assert.Contains("title is null", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_in_a_few_records_or_not_in_all_stops_nothing_even_there()
    {
        Guard(100, Full, filled: true).Check(Lines(19, id => $$"""{"id":{{id}},"title":null}"""));
        Guard(100, Full, filled: true).Check(Lines(500, id => id == 300 ? Full(id) : $$"""{"id":{{id}},"title":null}"""));
    }

    [Fact]
    public void A_member_that_some_new_records_lack_is_no_change() =>
        Guard(100, Full).Check(Lines(50, id => id == 40 ? $$"""{"id":{{id}},"title":"t"}""" : $$"""{"id":{{id}}}""" + ""));

    [Fact]
    public void A_member_that_stored_records_often_lack_is_not_watched() =>
        Guard(100, id => id % 4 == 0 ? $$"""{"id":{{id}}}""" : Full(id)).Check(Lines(500, id => $$"""{"id":{{id}}}"""));

    [Fact]
    public void Few_stored_records_need_more_new_ones_to_be_sure()
    {
        var guard = Guard(5, Full);
        guard.Check(Lines(3, id => $$"""{"id":{{id}}}"""));
        Assert.Throws<ShapeChangedException>(() => guard.Check(Lines(20, id => $$"""{"id":{{id}}}""")));
    }

    [Fact]
    public void An_absence_that_is_accepted_stops_nothing() =>
        Guard(100, Full, "title").Check(Lines(500, id => $$"""{"id":{{id}}}"""));

    [Fact]
    public void Escaped_names_are_the_same_names() =>
        Guard(100, Full).Check(Lines(50, id => $$"""{"\u0069d":{{id}},"\u0074itle":"t"}"""));

    [Fact]
    public void Lines_that_are_no_json_are_left_to_the_store()
    {
        var guard = Guard(100, Full);
        guard.Check(Encoding.UTF8.GetBytes("{\"id\":\n[1]\nnull\n\n{\"id\":1,\"title\":\"t\"}\n"));
    }

    [Fact]
    public void Records_of_the_known_shape_in_any_order_of_members_never_stop_a_read() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<NonNull<string>>(), (count, text) =>
        {
            var title = System.Text.Json.JsonSerializer.Serialize(text.Get);
            Guard(100, Full).Check(Lines(Math.Abs(count % 300), id => id % 2 == 0 ? $$"""{"title":{{title}},"id":{{id}}}""" : $$"""{"new":[1],"id":{{id}}.5,"title":{{title}}}"""));
            return true;
        }).QuickCheckThrowOnFailure();

    private static string Full(int id) => $$"""{"id":{{id}},"title":"t{{id}}"}""";

    private static ShapeGuard Guard(int stored, Func<int, string> record, bool filled) =>
        Guard(stored, record, [], filled ? new Dictionary<string, double> { ["title"] = 0.02 } : null);

    private static ShapeGuard Guard(int stored, Func<int, string> record, params string[] accepted) => Guard(stored, record, accepted, null);

    private static ShapeGuard Guard(int stored, Func<int, string> record, string[] accepted, Dictionary<string, double>? filled)
    {
        var known = new KnownShape();
        for (var id = 0; id < stored; id++) known.Learn(Encoding.UTF8.GetBytes(record(id)));
        return new ShapeGuard(known, accepted, filled);
    }

    private static byte[] Lines(int count, Func<int, string> record) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(id => record(id) + "\n")));
}
