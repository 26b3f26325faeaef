namespace Supertrack.Core.Healing.Notifications;

/// <summary>Hours of every day in which only what is critical is told.</summary>
/// <param name="From">Local time at which they begin.</param>
/// <param name="To">Local time at which they end; before <paramref name="From"/> it is that of the next day.</param>
/// <param name="TimeZone">IANA's name.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, string TimeZone)
{
    /// <summary>The moment itself outside of the quiet hours, else their end.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public DateTimeOffset Awake(DateTimeOffset at)
    {
        if (From == To)
            return at;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var now = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (!now.IsBetween(From, To))
            return at;
        var end = local.Date + To.ToTimeSpan();
        if (now >= To)
            end = end.AddDays(1);
        // In the hour that clocks leave out in spring, the end is when it would have been without the change.
        if (zone.IsInvalidTime(end))
            end = end.AddHours(1);
        var offset = zone.IsAmbiguousTime(end) ? zone.GetAmbiguousTimeOffsets(end).Min() : zone.GetUtcOffset(end);
        return new DateTimeOffset(end, offset).ToUniversalTime();
    }
}
