using System.Reflection;

namespace Orleans.Engine;

/// <summary>How calls of a method interleave and answer; from its attributes.</summary>
[Flags]
public enum MethodOptions
{
    None = 0,
    ReadOnly = 1,
    AlwaysInterleave = 2,
    OneWay = 4,
}

/// <summary>One method of a grain interface; made by the proxy generator.</summary>
public sealed class MethodDescriptor
{
    private readonly Func<MethodInfo> _method;

    public MethodDescriptor(Type interfaceType, string interfaceName, string name, MethodOptions options, string? responseTimeout, Func<MethodInfo> method)
    {
        InterfaceType = interfaceType;
        InterfaceName = interfaceName;
        Name = name;
        Options = options;
        ResponseTimeout = responseTimeout is null ? null : TimeSpan.Parse(responseTimeout);
        _method = method;
    }

    public Type InterfaceType { get; }
    public string InterfaceName { get; }
    public string Name { get; }
    public MethodOptions Options { get; }
    public TimeSpan? ResponseTimeout { get; }

    internal MethodInfo Method => field ??= _method();
    internal string FullName => field ??= $"{InterfaceName}/{Name}";
    internal PaceMeter Pace { get; } = new();

    public override string ToString() => $"{InterfaceType.Name}.{Name}";
}
