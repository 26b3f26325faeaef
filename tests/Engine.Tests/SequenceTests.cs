using Supertrack.Engine.Tests.Grains;

namespace Supertrack.Engine.Tests;

[Collection(SharedCluster.Name)]
public sealed class SequenceTests(ClusterFixture fixture)
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    private IWaitingGrain Grain => fixture.Grains.GetGrain<IWaitingGrain>(_id);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task A_sequence_arrives_whole_and_in_order(int length)
    {
        var items = new List<int>();
        await foreach (var item in Grain.Count(length))
        {
            items.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, length), items);
    }

    [Fact]
    public async Task What_comes_before_a_failure_arrives_and_then_the_failure_with_its_type()
    {
        var items = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var item in Grain.CountAndFail(5))
            {
                items.Add(item);
            }
        });
        Assert.Equal([0, 1, 2, 3, 4], items);
    }

    [Fact]
    public async Task A_reader_that_stops_early_ends_the_method()
    {
        await foreach (var item in Grain.CountUntilStopped(_id))
        {
            if (item == 3)
            {
                break;
            }
        }

        await Barriers.WaitAsync($"{_id}:ended");
    }

    [Fact]
    public async Task Cancelling_ends_the_sequence()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in Grain.CountUntilStopped(_id).WithCancellation(source.Token))
            {
                if (item == 2)
                {
                    await source.CancelAsync();
                }
            }
        });
        await Barriers.WaitAsync($"{_id}:ended");
    }

    [Fact]
    public async Task Other_calls_run_while_a_sequence_is_being_read()
    {
        await foreach (var item in Grain.Count(20))
        {
            Assert.Equal(1, await Grain.Ping());
        }
    }
}
