using Supertrack.Lab.Records;

namespace Supertrack.Lab.Generation;

/// <summary>Unix seconds as quoted ISO 8601 text.</summary>
internal static class TimeText
{
    public static void AppendTime(ByteBuffer into, long seconds)
    {
        (long days, long rest) = Math.DivRem(seconds, 86_400);
        into.Append((byte)'"');
        AppendDay(into, days);
        into.Append((byte)'T');
        into.AppendDigits((ulong)(rest / 3600), 2);
        into.Append((byte)':');
        into.AppendDigits((ulong)(rest / 60 % 60), 2);
        into.Append((byte)':');
        into.AppendDigits((ulong)(rest % 60), 2);
        into.Append("Z\""u8);
    }

    public static void AppendDate(ByteBuffer into, long seconds)
    {
        into.Append((byte)'"');
        AppendDay(into, seconds / 86_400);
        into.Append((byte)'"');
    }

    private static void AppendDay(ByteBuffer into, long daysSinceEpoch)
    {
        DateOnly day = DateOnly.FromDayNumber((int)(daysSinceEpoch + 719_162));
        into.AppendDigits((ulong)day.Year, 4);
        into.Append((byte)'-');
        into.AppendDigits((ulong)day.Month, 2);
        into.Append((byte)'-');
        into.AppendDigits((ulong)day.Day, 2);
    }
}
