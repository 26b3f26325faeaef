using Orleans.Engine;

namespace Orleans.Runtime;

/// <inheritdoc cref="IClusterClient"/>
internal sealed class GrainFactory(Silo silo, SiloClasses classes) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey
        => Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey
        => Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
        => Make<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey
        => Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey
        => Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey)
        => Make(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey)
        => Make(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => Make(grainInterfaceType, IdSpan.Create(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension)
        => Make(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, Extension(keyExtension)));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension)
        => Make(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, Extension(keyExtension)));

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable
        => (TGrainInterface)Reference(typeof(TGrainInterface), classes.OfType(grainId.Type), grainId.Key);

    public object Reference(Type interfaceType, GrainClass grainClass, IdSpan key) =>
        interfaceType.IsAssignableFrom(grainClass.Class) || !interfaceType.IsInterface || interfaceType == typeof(IAddressable) || interfaceType == typeof(IGrain)
            ? Descriptor(interfaceType).CreateProxy(new ProxyOrigin(grainClass, key))
            : throw new InvalidCastException($"Grain class {grainClass.Class.FullName} does not implement {interfaceType.FullName}.");

    private static InterfaceDescriptor Descriptor(Type interfaceType) => GrainRegistry.FindInterface(interfaceType)
        ?? throw new ArgumentException($"{interfaceType.FullName} has no proxy. It must derive from IGrain, in a project with <UseEngine>true</UseEngine>.");

    private static string Extension(string keyExtension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyExtension);
        return keyExtension;
    }

    private IGrain Make(Type interfaceType, IdSpan key) =>
        (IGrain)Descriptor(interfaceType).CreateProxy(new ProxyOrigin(classes.OfInterface(interfaceType, null), key));

    private TGrainInterface Make<TGrainInterface>(IdSpan key, string? prefix)
    {
        var route = Route<TGrainInterface>.Last;
        if (prefix is not null || route is null || !ReferenceEquals(route.Factory, this))
        {
            var type = typeof(TGrainInterface);
            route = new Route<TGrainInterface>(this, classes.OfInterface(type, prefix), Descriptor(type).CreateProxy);
            if (prefix is null)
            {
                Route<TGrainInterface>.Last = route;
            }
        }

        return (TGrainInterface)route.Create(new ProxyOrigin(route.Class, key));
    }

    /// <summary>What an interface led to the last time; most processes have one silo.</summary>
    private sealed record Route<TGrainInterface>(GrainFactory Factory, GrainClass Class, Func<ProxyOrigin, object> Create)
    {
        public static Route<TGrainInterface>? Last { get; set; }
    }
}
