using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Core.Tests.Healing.Notifications;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2030-01-10T20:59:00Z", "2030-01-10T20:59:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2030-01-10T21:00:00Z", "2030-01-11T06:00:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2030-01-11T05:59:59Z", "2030-01-11T06:00:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2030-01-11T06:00:00Z", "2030-01-11T06:00:00Z")]
    [InlineData("12:00", "14:00", "America/New_York", "2030-01-10T17:30:00Z", "2030-01-10T19:00:00Z")]
    [InlineData("12:00", "14:00", "America/New_York", "2030-01-10T19:30:00Z", "2030-01-10T19:30:00Z")]
    // The night in which clocks go forward is an hour shorter, the one in which they go back an hour longer.
    [InlineData("22:00", "07:00", "Europe/Berlin", "2030-03-30T22:00:00Z", "2030-03-31T05:00:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2030-10-26T21:00:00Z", "2030-10-27T06:00:00Z")]
    [InlineData("01:00", "02:30", "Europe/Berlin", "2030-03-31T00:30:00Z", "2030-03-31T01:30:00Z")]
    [InlineData("09:00", "09:00", "UTC", "2030-01-10T09:00:00Z", "2030-01-10T09:00:00Z")]
    public void What_comes_in_quiet_hours_waits_for_their_end(string from, string to, string zone, string at, string awake)
    {
        var quiet = new QuietHours(TimeOnly.Parse(from), TimeOnly.Parse(to), zone);
        Assert.Equal(DateTimeOffset.Parse(awake), quiet.Awake(DateTimeOffset.Parse(at)));
    }
}
