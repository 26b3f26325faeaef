using System.Globalization;
using System.Text.RegularExpressions;

namespace Supertrack.Core.Connectors.Cursors;

/// <summary>An ISO 8601 duration: calendar months and a fixed time.</summary>
internal readonly partial record struct IsoDuration(int Months, TimeSpan Time)
{
    /// <exception cref="ConnectorException">The text is no duration.</exception>
    public static IsoDuration Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success || text.Trim().Length < 3)
            throw new ConnectorException(FailureKind.System, $"'{text}' is no ISO 8601 duration such as P1D or PT1H. Correct it in the manifest.");
        var months = (int)((Part(match, "y") * 12) + Part(match, "mo"));
        var seconds = (Part(match, "w") * 604_800) + (Part(match, "d") * 86_400) + (Part(match, "h") * 3600) + (Part(match, "mi") * 60) + Part(match, "s");
        var sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        return new IsoDuration(sign * months, TimeSpan.FromTicks((long)(sign * seconds * TimeSpan.TicksPerSecond)));
    }

    private static decimal Part(Match match, string name) =>
        match.Groups[name].Success ? decimal.Parse(match.Groups[name].Value.Replace(',', '.'), CultureInfo.InvariantCulture) : 0;

    /// <summary>Null where the sum lies outside the calendar.</summary>
    public DateTimeOffset? AddTo(DateTimeOffset time)
    {
        try
        {
            return (Months == 0 ? time : time.AddMonths(Months)) + Time;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public IsoDuration Negated => new(-Months, -Time);

    [GeneratedRegex(@"^(?<sign>[+-])?P(?:(?<y>[0-9]+(?:[,.][0-9]+)?)Y)?(?:(?<mo>[0-9]+(?:[,.][0-9]+)?)M)?(?:(?<w>[0-9]+(?:[,.][0-9]+)?)W)?(?:(?<d>[0-9]+(?:[,.][0-9]+)?)D)?(?:T(?:(?<h>[0-9]+(?:[,.][0-9]+)?)H)?(?:(?<mi>[0-9]+(?:[,.][0-9]+)?)M)?(?:(?<s>[0-9]+(?:[,.][0-9]+)?)S)?)?$")]
    private static partial Regex Form();
}
