using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>Datetimes that are read in any of several formats and written in one.</summary>
internal sealed class DatetimeFormat(TimeFormat output, IReadOnlyList<TimeFormat> inputs, TimeSpan granularity) : CursorFormat
{
    private readonly TimeFormat[] _inputs = [.. inputs];

    public override bool TryParse(Value value, out CursorPoint point)
    {
        var text = value is StrValue known ? known.Text : value.ToString();
        foreach (var format in _inputs)
            if (format.TryParse(text, out var time))
            {
                point = CursorPoint.Of(time);
                return true;
            }
        var last = output.TryParse(text, out var own);
        point = CursorPoint.Of(own);
        return last;
    }

    protected override string Expected => string.Join(" or ", _inputs.Append(output).Select(format => $"'{format.Text}'"));

    public override Value Write(CursorPoint point) => Tree.Text(output.Format(point.Time));

    public override CursorPoint Increment(CursorPoint point) =>
        new IsoDuration(0, granularity).AddTo(point.Time) is { } time ? CursorPoint.Of(time) : point;
}
