using Orleans.Runtime;

namespace Orleans;

/// <summary>Gives references to grains. A reference costs nothing: a grain is activated by the first call.</summary>
public interface IGrainFactory
{
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey;
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey;
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidCompoundKey;
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerCompoundKey;
    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey);
    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey);
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);
    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension);
    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension);
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;
}

/// <summary>The grain factory for callers outside grains.</summary>
public interface IClusterClient : IGrainFactory
{
    IServiceProvider ServiceProvider { get; }
}
