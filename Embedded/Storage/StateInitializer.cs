using System.Runtime.CompilerServices;

namespace Orleans.Storage;

/// <summary>The state of a grain for which nothing is stored: made by the parameterless constructor, or with every field at its default.</summary>
internal static class StateInitializer<T>
{
    private static readonly Func<T?> Make = Choose();

    public static T? Create() => Make();

    private static Func<T?> Choose()
    {
        var type = typeof(T);
        if (type.IsValueType)
            return () => default;
        if (type.IsAbstract || type == typeof(string) || type.IsArray)
            return () => default;
        return type.GetConstructor(Type.EmptyTypes) is null
            ? () => (T)RuntimeHelpers.GetUninitializedObject(type)
            : Activator.CreateInstance<T>;
    }
}
