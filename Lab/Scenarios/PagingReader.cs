namespace Supertrack.Lab.Scenarios;

internal static class PagingReader
{
    public static PagingRule Read(Members? members)
    {
        if (members is null)
        {
            return new PagingRule();
        }

        var rule = new PagingRule
        {
            Type = members.Choice(
                "type", PagingType.None,
                ("none", PagingType.None), ("page", PagingType.Page), ("offset", PagingType.Offset),
                ("cursor", PagingType.Cursor), ("link", PagingType.Link), ("next_url", PagingType.NextUrl)),
            PageParam = members.Text("pageParam"),
            Start = members.Whole("start") ?? 1,
            OffsetParam = members.Text("offsetParam"),
            CursorParam = members.Text("cursorParam"),
            SizeParam = members.Text("sizeParam"),
            Size = members.Whole("size") ?? 50,
            MaxSize = members.Whole("maxSize"),
            CursorFrom = members.Text("cursorFrom"),
            HasMore = members.Text("hasMore"),
            Total = members.Text("total"),
            TotalPages = members.Text("totalPages"),
            NextUrl = members.Text("nextUrl"),
            OverMax = AnswerReader.Read(members, "overMax"),
            PastEnd = members.Choice(
                "pastEnd", PastEnd.Empty, ("empty", PastEnd.Empty), ("repeat", PastEnd.Repeat), ("error", PastEnd.Error)),
            BadCursor = AnswerReader.Read(members, "badCursor"),
        };
        members.Done();
        return Check(rule, members);
    }

    private static PagingRule Check(PagingRule rule, Members members)
    {
        if (rule.Size <= 0)
        {
            throw members.Fail("size", "must be at least 1.");
        }

        return rule.Type switch
        {
            PagingType.Page when rule.PageParam is null => rule with { PageParam = "page" },
            PagingType.Offset => rule with { OffsetParam = rule.OffsetParam ?? rule.PageParam ?? "offset", PageParam = null },
            PagingType.Cursor when rule.CursorParam is null => throw members.Missing("cursorParam"),
            PagingType.Link or PagingType.NextUrl when (rule.PageParam ?? rule.OffsetParam ?? rule.CursorParam) is null =>
                throw members.Fail("pageParam", "is missing; name pageParam, offsetParam or cursorParam."),
            PagingType.NextUrl when rule.NextUrl is null => rule with { NextUrl = "next" },
            _ => rule,
        };
    }
}
