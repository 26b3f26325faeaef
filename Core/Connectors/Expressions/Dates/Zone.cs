namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>An offset from UTC with the name and repr that Python's zone objects have.</summary>
internal sealed record Zone(TimeSpan Offset, string Name, string Repr)
{
    public static Zone Utc { get; } = new(TimeSpan.Zero, "UTC", "datetime.timezone.utc");

    /// <summary>The zone of pytz.utc, which str_to_datetime gives.</summary>
    public static Zone PytzUtc { get; } = new(TimeSpan.Zero, "UTC", "<UTC>");

    public static Zone Fixed(TimeSpan offset) => offset == TimeSpan.Zero ? Utc
        : new(offset, "UTC" + Text(offset, ":"), $"datetime.timezone({TimeDeltaValue.ReprOf(offset)})");

    /// <summary>+HHMM with an optional separator; seconds where there are any.</summary>
    public static string Text(TimeSpan offset, string separator)
    {
        var size = offset.Duration();
        var text = (offset < TimeSpan.Zero ? "-" : "+") + $"{(int)size.TotalHours:00}{separator}{size.Minutes:00}";
        return size.Seconds == 0 ? text : text + $"{separator}{size.Seconds:00}";
    }
}
