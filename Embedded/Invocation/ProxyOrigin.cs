using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>What a proxy is made from; opaque to generated code.</summary>
public readonly struct ProxyOrigin
{
    internal ProxyOrigin(GrainClass grainClass, IdSpan key)
    {
        Class = grainClass;
        Key = key;
    }

    internal GrainClass Class { get; }
    internal IdSpan Key { get; }
}
