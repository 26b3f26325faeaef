using System.Reflection;

namespace Supertrack.Architecture.Tests.Contracts;

/// <summary>What crosses between grains is not copied by the embedded engine, so nobody may be able to change it.</summary>
public sealed class ContractTests
{
    private static readonly Type[] Types = Assembly.Load("Supertrack.Grains.Interfaces").GetExportedTypes();

    [Fact]
    public void Every_type_that_crosses_between_grains_is_immutable()
    {
        var immutability = new Immutability();
        foreach (var type in Types.Where(IsSerialized))
            immutability.Check(type, type.Name);
        foreach (var method in Types.Where(IsGrain).SelectMany(type => type.GetMethods()))
        {
            immutability.Check(method.ReturnType, $"{method.DeclaringType!.Name}.{method.Name}");
            foreach (var parameter in method.GetParameters())
                immutability.Check(parameter.ParameterType, $"{method.DeclaringType!.Name}.{method.Name}({parameter.Name})");
        }

        Assert.True(immutability.Faults.Count == 0, string.Join('\n', immutability.Faults));
    }

    [Fact]
    public void The_check_finds_what_can_be_changed()
    {
        var immutability = new Immutability();
        immutability.Check(typeof(Changeable), nameof(Changeable));
        Assert.Equal(3, immutability.Faults.Count);
    }

    private static bool IsSerialized(Type type) => type.CustomAttributes.Any(a => a.AttributeType.FullName == "Orleans.GenerateSerializerAttribute");

    private static bool IsGrain(Type type) => type.IsInterface && type.GetInterfaces().Any(i => i.FullName == "Orleans.IGrain");

    private sealed class Changeable
    {
        public int Number { get; set; }
        public int[] Numbers { get; init; } = [];
        public int Field = 1;
    }
}
