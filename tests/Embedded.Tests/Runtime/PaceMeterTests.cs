using Orleans.Engine;

namespace Supertrack.Embedded.Tests.Runtime;

public sealed class PaceMeterTests
{
    [Fact]
    public void A_method_counts_as_long_after_a_long_call_and_as_short_again_after_several_short_ones()
    {
        var pace = new PaceMeter();
        for (var i = 0; i < 4; i++)
        {
            Run(pace, isLong: false);
        }

        Assert.False(pace.IsLong);
        for (var i = 0; i < 1_000 && !pace.IsLong; i++)
        {
            Run(pace, isLong: true);
        }

        Assert.True(pace.IsLong);

        for (var i = 0; i < 1_000 && pace.IsLong; i++)
        {
            Run(pace, isLong: false);
        }

        Assert.False(pace.IsLong);
    }

    private static void Run(PaceMeter pace, bool isLong)
    {
        var started = pace.Start();
        if (isLong)
        {
            var until = Environment.TickCount64 + 20;
            while (Environment.TickCount64 < until)
            {
                Thread.SpinWait(100);
            }
        }

        pace.Stop(started);
    }
}
