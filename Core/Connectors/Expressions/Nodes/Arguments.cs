
namespace Supertrack.Core.Connectors.Expressions.Nodes;

/// <summary>The arguments of one call.</summary>
internal readonly record struct Arguments(Value[] Positional, KeyValuePair<string, Value>[] Named)
{
    public static Arguments None { get; } = new([], []);

    public int Count => Positional.Length + Named.Length;

    public static Arguments Of(params Value[] positional) => new(positional, []);

    public Value? Find(string name)
    {
        foreach (var (key, value) in Named)
            if (key == name) return value;
        return null;
    }

    public Arguments Skip(int count) => this with { Positional = Positional[count..] };

    public Arguments Without(string name) => this with { Named = [.. Named.Where(pair => pair.Key != name)] };
}
