using Orleans.Runtime;

namespace Orleans;

/// <summary>The identity of grains and references, and references of another interface to the same grain.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain that calls this (or that the reference stands for), by the interface asked for.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)ReferenceOf(grain).As(typeof(TGrainInterface));

    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();
    public static object AsReference(this IAddressable grain, Type interfaceType) => ReferenceOf(grain).As(interfaceType);
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    /// <exception cref="ArgumentException">The object is neither a reference nor a grain that the engine made.</exception>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        null => throw new ArgumentNullException(nameof(grain)),
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw NotAGrain(grain),
    };

    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => grain.GetGrainId().TryGetIntegerKey(out _, out _);

    /// <exception cref="InvalidOperationException">The grain has another kind of key.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        return id.TryGetIntegerKey(out var key, out keyExt) ? key : throw WrongKey(id, "integer");
    }

    public static long GetPrimaryKeyLong(this IAddressable grain) => grain.GetPrimaryKeyLong(out _);

    /// <exception cref="InvalidOperationException">The grain has another kind of key.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        if (id.TryGetGuidKey(out var guid, out keyExt))
        {
            return guid;
        }

        if (id.TryGetIntegerKey(out var number, out keyExt))
        {
            Span<byte> bytes = stackalloc byte[16];
            BitConverter.TryWriteBytes(bytes[8..], number);
            return new Guid(bytes);
        }

        throw WrongKey(id, "Guid");
    }

    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetPrimaryKey(out _);
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static GrainReference ReferenceOf(IAddressable grain) => grain switch
    {
        null => throw new ArgumentNullException(nameof(grain)),
        GrainReference reference => reference,
        IGrainBase { GrainContext: { } context } => context.GrainReference,
        _ => throw NotAGrain(grain),
    };

    private static InvalidOperationException WrongKey(GrainId id, string kind) =>
        new($"Unable to extract {kind} key from grain id {id}");

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain.GetType().FullName} is neither a grain reference nor a grain that the engine activated. "
            + $"A grain derives from {nameof(Grain)} or implements {nameof(IGrainBase)}, and is reached through {nameof(IGrainFactory)}.", nameof(grain));
}
