using Orleans;

namespace Supertrack.Engine.Tests.Grains;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
    Task<int> AddSlowly(int amount);
    ValueTask<int> Get();
    Task<string> Key();
    Task Fail(string message);
    Task<string> Self();
}

public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _value;

    public Task<int> Add(int amount) => Task.FromResult(_value += amount);

    public async Task<int> AddSlowly(int amount)
    {
        var value = _value;
        await Task.Yield();
        await Task.Delay(1);
        return _value = value + amount;
    }

    public ValueTask<int> Get() => new(_value);
    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());
    public Task Fail(string message) => throw new InvalidDataException(message);
    public Task<string> Self() => Task.FromResult(this.AsReference<ICounterGrain>().GetGrainId().ToString());
}
