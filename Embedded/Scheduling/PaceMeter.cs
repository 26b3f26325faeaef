using System.Diagnostics;

namespace Orleans.Engine;

/// <summary>
/// Whether the synchronous part of a method is short enough to run on the caller's thread. Every method starts as short; samples
/// are taken of the first calls and then of every sixteenth, and of every call while the method counts as long.
/// </summary>
internal sealed class PaceMeter
{
    /// <summary>50 microseconds: about ten times what handing a call to the pool costs.</summary>
    private static readonly long LongTicks = Stopwatch.Frequency / 20_000;

    private int _calls;
    private int _longScore;

    public bool IsLong => _longScore > 0;

    /// <returns>A timestamp to give to <see cref="Stop"/>, or 0 when this call is not sampled.</returns>
    public long Start()
    {
        var calls = _calls;
        _calls = calls + 1;
        return (calls & 15) == 0 || _longScore > 0 || calls < 4 ? Stopwatch.GetTimestamp() : 0;
    }

    public void Stop(long started)
    {
        if (started == 0)
        {
            return;
        }

        // One long call sends the next eight to the pool; each short one among them takes two off.
        var isLong = Stopwatch.GetTimestamp() - started > LongTicks;
        if (isLong)
        {
            // The first calls of a method are long because it is being compiled.
            _longScore = _calls > 2 ? 8 : 1;
        }
        else if (_longScore > 0)
        {
            _longScore = Math.Max(0, _longScore - 2);
        }
    }
}
