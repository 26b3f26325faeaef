namespace Supertrack.Core.Connectors.Cursors;

/// <summary>Moves interval bounds to whole days, weeks or months.</summary>
internal sealed record Clamping(string Target, DayOfWeek Weekday)
{
    public DateTimeOffset Up(DateTimeOffset time) => Clamp(time, ceiling: true);

    public DateTimeOffset Down(DateTimeOffset time) => Clamp(time, ceiling: false);

    private DateTimeOffset Clamp(DateTimeOffset time, bool ceiling)
    {
        var day = new DateTimeOffset(time.Year, time.Month, time.Day, 0, 0, 0, time.Offset);
        switch (Target)
        {
            case "DAY":
                return ceiling ? day.AddDays(1) : day;
            case "WEEK":
                var (today, wanted) = (((int)time.DayOfWeek + 6) % 7, ((int)Weekday + 6) % 7);
                var ahead = today > wanted ? 7 - (today - wanted) : wanted - today;
                return day.AddDays(ceiling ? ahead : ahead - 7);
            default:
                if (time.Day == 1) return day;
                var first = day.AddDays(1 - time.Day);
                return ceiling ? first.AddMonths(1) : first;
        }
    }
}
