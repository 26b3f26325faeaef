using System.Collections.Concurrent;
using Orleans.Engine;

namespace Orleans.Runtime;

/// <summary>The grain classes of a silo, by their names and by the interfaces they implement.</summary>
internal sealed class SiloClasses(Silo silo)
{
    private readonly ConcurrentDictionary<Type, GrainClass> _byClass = new();
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();
    private readonly ConcurrentDictionary<GrainType, GrainClass> _byType = new();

    public IEnumerable<GrainClass> InUse => _byClass.Values;

    public IReadOnlyCollection<(GrainType Type, Type Class)> All =>
        [.. GrainRegistry.Classes().Select(d => (GrainType.Create(d.TypeName), d.Class))];

    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    public GrainClass OfInterface(Type type, string? prefix) => _byInterface.GetOrAdd((type, prefix), key => Choose(key.Interface, key.Prefix));

    /// <exception cref="ArgumentException">No class has that name.</exception>
    public GrainClass OfType(GrainType type) => _byType.GetOrAdd(
        type,
        key =>
        {
            var name = key.ToString();
            var found = GrainRegistry.Classes().FirstOrDefault(d => d.TypeName == name);
            return found is not null ? Of(found)
                : throw new ArgumentException($"No grain class is named \"{name}\". Known are {string.Join(", ", GrainRegistry.Classes().Select(d => d.TypeName).Order())}.");
        });

    private GrainClass Of(ClassDescriptor descriptor) => _byClass.GetOrAdd(descriptor.Class, _ => new GrainClass(silo, descriptor));

    private GrainClass Choose(Type type, string? prefix)
    {
        var candidates = GrainRegistry.Classes()
            .Where(d => d.Interfaces.Contains(type) && (prefix is null || d.Class.FullName!.StartsWith(prefix, StringComparison.Ordinal)))
            .ToList();
        if (candidates.Count > 1 && candidates.Find(d => d.Class.Name == type.Name[1..]) is { } byName)
        {
            return Of(byName);
        }

        return candidates.Count switch
        {
            1 => Of(candidates[0]),
            0 => throw new ArgumentException(
                $"Could not find an implementation for interface {type.FullName}{(prefix is null ? "" : $" in a class whose name starts with \"{prefix}\"")}. "
                + "Its project needs <UseEngine>true</UseEngine>, and the class must not be private or generic."),
            _ => throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {type.FullName}. "
                + $"Candidates: {string.Join(", ", candidates.Select(d => d.Class.FullName))}. Name one with grainClassNamePrefix."),
        };
    }
}
