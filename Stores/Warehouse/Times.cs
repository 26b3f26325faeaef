using System.Globalization;
using System.Text;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse;

/// <summary>ISO 8601 texts as ticks since 0001-01-01 UTC, for databases with types of their own for them.</summary>
internal static class Times
{
    public static bool TryParse(ReadOnlySpan<byte> text, ColumnType type, out long ticks)
    {
        ticks = 0;
        if (text.Length is < 10 or > 40 || text[4] != '-' || text[7] != '-')
            return false;
        Span<char> characters = stackalloc char[40];
        var length = Encoding.ASCII.GetChars(text, characters);
        var value = characters[..length];
        if (type == ColumnType.Date)
        {
            if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return false;
            ticks = date.ToDateTime(TimeOnly.MinValue).Ticks;
            return true;
        }
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, Style, out var moment))
            return false;
        ticks = moment.UtcTicks;
        return true;
    }
}
