namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>Seconds until the next midnight of a time zone as answers name it.</summary>
internal static class Midnights
{
    /// <returns>Null where the zone is not known here.</returns>
    public static double? Next(string zone, DateTimeOffset now)
    {
        var id = zone.ToUpperInvariant() switch
        {
            "UTC" or "GMT" => "UTC",
            "PT" or "PST" or "PDT" or "PACIFIC" => "America/Los_Angeles",
            "ET" or "EST" or "EDT" or "EASTERN" => "America/New_York",
            "CET" or "CEST" => "Europe/Berlin",
            _ => null,
        };
        if (id is null || !TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found)) return null;
        var midnight = TimeZoneInfo.ConvertTime(now, found).Date.AddDays(1);
        return Amounts.Rounded((TimeZoneInfo.ConvertTimeToUtc(midnight, found) - now.UtcDateTime).TotalSeconds);
    }
}
