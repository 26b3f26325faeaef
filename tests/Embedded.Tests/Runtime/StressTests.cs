using Orleans;

namespace Supertrack.Embedded.Tests.Runtime;

public sealed class StressTests
{
    [Fact]
    public async Task Under_many_callers_and_deactivations_every_call_is_answered_and_no_turns_overlap()
    {
        await using var silo = await TestSilo.StartAsync();
        var answered = await Task.WhenAll(Enumerable.Range(0, 16).Select(seed => Task.Run(() => CallAsync(silo.Grains, seed))));
        Assert.Equal(16 * 3_000, answered.Sum());
        Assert.Equal(0, LedgerGrain.Overlaps);
    }

    private static async Task<int> CallAsync(IGrainFactory grains, int seed)
    {
        var random = new Random(seed);
        var references = Enumerable.Range(0, 4).Select(key => grains.GetGrain<ILedgerGrain>(key)).ToArray();
        var answered = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var grain = references[random.Next(references.Length)];
            switch (random.Next(20))
            {
                case 0:
                    await grain.Leave();
                    break;
                case < 6:
                    await grain.AddLater();
                    break;
                default:
                    await grain.Add();
                    break;
            }

            answered++;
        }

        return answered;
    }
}
