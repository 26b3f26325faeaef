using System.Globalization;
using Supertrack.Lab.Answers;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Paging;

/// <summary>Cuts the page that a request asks for.</summary>
internal sealed class Pager(PagingRule rule, ViewSource views, string path)
{
    private readonly LastRecordCursor? _lastRecord =
        rule.CursorFrom is { } from && from.StartsWith("last.", StringComparison.Ordinal) ? new LastRecordCursor(from[5..], views) : null;

    /// <summary>The page, or the refusal of the request.</summary>
    public (PageCut? Page, Reply? Refusal) Cut(IReadOnlyList<AppliedFilter> filters, Func<string, string?> parameter)
    {
        RecordView view = views.View(filters);
        if (rule.Type == PagingType.None)
        {
            return (new PageCut(view, 0, view.Count, Math.Max(view.Count, 1), null, null), null);
        }

        (int size, Reply? refusal) = Size(parameter);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        return rule switch
        {
            { PageParam: { } name, Type: PagingType.Page or PagingType.Link or PagingType.NextUrl } =>
                Numbered(view, size, name, parameter(name), number => (number - rule.Start) * size, rule.Start),
            { OffsetParam: { } name, Type: PagingType.Offset or PagingType.Link or PagingType.NextUrl } =>
                Numbered(view, size, name, parameter(name), number => number, 0),
            _ => Cursor(view, size, parameter(rule.CursorParam!)),
        };
    }

    private (int Size, Reply? Refusal) Size(Func<string, string?> parameter)
    {
        if (rule.SizeParam is not { } name || parameter(name) is not { Length: > 0 } asked)
        {
            return (rule.Size, null);
        }

        if (!Whole(asked, out long size) || size < 1)
        {
            return (0, AnswerReply.Problem(400, $"The parameter {name} must be a whole number from 1.", ("parameter", name)));
        }

        if (rule.MaxSize is not { } max || size <= max)
        {
            return ((int)Math.Min(size, int.MaxValue), null);
        }

        if (rule.OverMax is null)
        {
            return (max, null);
        }

        var blanks = new Blanks { Name = name, Value = asked, Max = $"{max}", Path = path };
        return (0, AnswerReply.Of(rule.OverMax, blanks, 400, status => AnswerReply.Problem(status, null)));
    }

    private (PageCut?, Reply?) Numbered(RecordView view, int size, string name, string? asked, Func<long, long> position, int first)
    {
        long number = first;
        if (asked is { Length: > 0 } && (!Whole(asked, out number) || number < first))
        {
            return (null, Bad(name, asked));
        }

        long from = position(Math.Min(number, int.MaxValue));
        if (from >= view.Count && from > 0)
        {
            switch (rule.PastEnd)
            {
                case PastEnd.Error:
                    return (null, Bad(name, asked ?? "", 404));
                case PastEnd.Repeat:
                    from = Math.Max(0, (view.Count - 1) / size * (long)size);
                    break;
            }
        }

        int start = (int)Math.Min(from, view.Count);
        int count = Math.Min(size, view.Count - start);
        string? next = start + count >= view.Count ? null
            : (name == rule.PageParam ? number + 1 : start + count).ToString(CultureInfo.InvariantCulture);
        return (new PageCut(view, start, count, size, name, next), null);
    }

    private (PageCut?, Reply?) Cursor(RecordView view, int size, string? asked)
    {
        string name = rule.CursorParam!;
        int from = 0;
        if (asked is { Length: > 0 })
        {
            bool known = _lastRecord is null ? CursorText.TryDecode(asked, out from) : _lastRecord.TryFind(view, asked, out from);
            if (!known || from > view.Count)
            {
                return (null, Bad(name, asked));
            }
        }

        int count = Math.Min(size, view.Count - from);
        string? next = from + count >= view.Count ? null
            : _lastRecord?.After(view, from + count - 1) ?? CursorText.Encode(from + count);
        return (new PageCut(view, from, count, size, name, next), null);
    }

    private Reply Bad(string name, string value, int status = 400) =>
        AnswerReply.Of(rule.BadCursor, new Blanks { Name = name, Value = value, Path = path }, status, code =>
            AnswerReply.Problem(code, $"The value of {name} cannot be used.", ("parameter", name)));

    private static bool Whole(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
