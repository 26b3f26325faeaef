using System.ComponentModel;

namespace Orleans.Engine;

/// <summary>A grain interface with its compiled proxy.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Name">Its alias, or its full name.</param>
/// <param name="CreateProxy">Makes a reference.</param>
public sealed record InterfaceDescriptor(Type Type, string Name, Func<ProxyOrigin, object> CreateProxy);

/// <summary>A grain class with its compiled constructor.</summary>
/// <param name="Class">The class.</param>
/// <param name="TypeName">Its name in grain ids.</param>
/// <param name="Interfaces">The grain interfaces it implements.</param>
/// <param name="Create">Constructs it with what its constructor asks for.</param>
public sealed record ClassDescriptor(Type Class, string TypeName, Type[] Interfaces, Func<GrainServices, object> Create);

/// <summary>What the generator knows of an assembly; every generated registration adds to it.</summary>
public static class GrainRegistry
{
    private static readonly Lock Guard = new();
    private static readonly Dictionary<Type, InterfaceDescriptor> InterfacesByType = [];
    private static readonly Dictionary<Type, ClassDescriptor> ClassesByType = [];

    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Add(InterfaceDescriptor descriptor)
    {
        lock (Guard)
        {
            InterfacesByType[descriptor.Type] = descriptor;
        }
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Add(ClassDescriptor descriptor)
    {
        lock (Guard)
        {
            ClassesByType[descriptor.Class] = descriptor;
        }
    }

    internal static InterfaceDescriptor? FindInterface(Type type)
    {
        lock (Guard)
        {
            return InterfacesByType.GetValueOrDefault(type);
        }
    }

    internal static ClassDescriptor[] Classes()
    {
        lock (Guard)
        {
            return [.. ClassesByType.Values];
        }
    }
}

/// <summary>Marks an assembly's generated registration, so that the assemblies that reference it call it.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainRegistrationAttribute(Type registration) : Attribute
{
    public Type Registration { get; } = registration;
}
