using System.Collections.Immutable;
using System.Reflection;
using Supertrack.Architecture.Tests.Surface;

namespace Supertrack.Architecture.Tests.Contracts;

/// <summary>Finds what in a type, or in what it holds, can be changed after it was made.</summary>
internal sealed class Immutability
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri),
        typeof(Version), typeof(void), typeof(CancellationToken),
    ];

    private static readonly HashSet<Type> Containers =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedDictionary<,>), typeof(Nullable<>), typeof(Task<>), typeof(ValueTask<>), typeof(IAsyncEnumerable<>),
    ];

    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    /// <param name="type">The type.</param>
    /// <param name="where">Names the place it was met at, for the message.</param>
    public void Check(Type type, string where)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsGenericParameter || Plain.Contains(type) || type == typeof(Task) || type == typeof(ValueTask) || !_seen.Add(type))
            return;
        if (type.IsGenericType && (Containers.Contains(type.GetGenericTypeDefinition()) || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)))
        {
            foreach (var argument in type.GetGenericArguments())
                Check(argument, where);
            return;
        }

        // Bytes that came from outside are handed over, never written to; a copy of each page would cost more than it proves.
        if (type == typeof(ReadOnlyMemory<byte>) || typeof(Exception).IsAssignableFrom(type) && type.Namespace == "System")
            return;
        if (type.IsInterface && type.GetInterfaces().Any(i => i.Name == "IGrain"))
            return;
        if (type.IsArray || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true || type.IsInterface)
        {
            _faults.Add($"{where}: {TypeText.Name(type)} can be changed; use ImmutableArray, ImmutableDictionary or a record of ours");
            return;
        }

        CheckMembers(type);
    }

    private void CheckMembers(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var property in type.GetProperties(Own).Where(p => p.Name != "EqualityContract"))
        {
            if (property.SetMethod is { } setter && !TypeText.IsInit(setter))
                _faults.Add($"{TypeText.Name(type)}.{property.Name} has a setter; make it init or get-only");
            Check(property.PropertyType, $"{TypeText.Name(type)}.{property.Name}");
        }

        foreach (var field in type.GetFields(Own).Where(f => !f.IsInitOnly && !f.Name.StartsWith('<')))
            _faults.Add($"{TypeText.Name(type)}.{field.Name} is not readonly");
    }
}
