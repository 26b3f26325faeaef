using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Tests.Contracts;

/// <summary>The grain contracts as text are checked in: a change that breaks a running cluster is a visible diff.</summary>
public sealed class ContractTests
{
    private const string UpdateVariable = "SUPERTRACK_UPDATE_SNAPSHOTS";

    private static readonly Type[] Types =
        [.. typeof(Role).Assembly.GetTypes().Where(type => type.IsPublic).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    private static readonly HashSet<Type> Immutable =
        [typeof(string), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Guid), typeof(decimal), typeof(Uri)];

    public static TheoryData<Type> Crossing() => [.. Types.Where(type => HasAttribute(type, "GenerateSerializerAttribute"))];

    [Fact]
    public void The_contracts_are_those_that_were_reviewed()
    {
        var path = Path.Combine(SourceFolder(), "Grains.Contracts.txt");
        var text = Snapshot();
        if (Environment.GetEnvironmentVariable(UpdateVariable) is { Length: > 0 })
            File.WriteAllText(path, text);
        Assert.True(text == File.ReadAllText(path).ReplaceLineEndings("\n"), $"The grain contracts changed. If that is wanted, run the tests once with {UpdateVariable}=1 and review the diff of {path}.");
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public void A_type_that_crosses_is_immutable_numbered_and_named(Type type)
    {
        Assert.True(HasAttribute(type, "AliasAttribute"), $"{type} has no [Alias].");
        if (type.IsEnum)
            return;
        var own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.Name != "EqualityContract");
        foreach (var property in own)
        {
            Assert.True(property.GetCustomAttributesData().Any(data => data.AttributeType.Name == "IdAttribute"), $"{type}.{property.Name} has no [Id].");
            Assert.True(IsImmutable(property.PropertyType), $"{type}.{property.Name} is of type {property.PropertyType}, which can change.");
            Assert.True(property.SetMethod is null || IsInitOnly(property.SetMethod), $"{type}.{property.Name} can be set after construction.");
        }
        var ids = own.Select(Number).Order().ToArray();
        Assert.Equal(Enumerable.Range(0, ids.Length), ids);
    }

    [Fact]
    public void Every_method_is_named_and_says_who_may_call_it_or_is_the_platforms_own()
    {
        foreach (var method in Types.Where(type => type.IsInterface).SelectMany(type => type.GetMethods()))
            Assert.True(method.GetCustomAttributesData().Any(data => data.AttributeType.Name == "AliasAttribute"), $"{method.DeclaringType}.{method.Name} has no [Alias].");
    }

    private static string Snapshot()
    {
        var text = new StringBuilder();
        foreach (var type in Types.Where(type => type.IsInterface || HasAttribute(type, "GenerateSerializerAttribute")))
        {
            text.Append(Alias(type)).Append(" = ").Append(type.FullName).Append('\n');
            foreach (var method in type.GetMethods().Where(_ => type.IsInterface).OrderBy(method => method.Name, StringComparer.Ordinal))
                text.Append($"  {Alias(method)} {method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}) -> {Name(method.ReturnType)} [{method.GetCustomAttribute<RequiresRoleAttribute>()?.Role.ToString() ?? "platform"}]\n");
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(member => Number(member) >= 0).OrderBy(Number))
                text.Append($"  {Number(member)} {member.Name}{(member is PropertyInfo property ? ": " + Name(property.PropertyType) : "")}\n");
        }
        return text.ToString();
    }

    private static bool IsImmutable(Type type) => type.IsPrimitive || type.IsEnum || Immutable.Contains(type) || HasAttribute(type, "ImmutableAttribute")
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) || type.GetGenericTypeDefinition() == typeof(Nullable<>))
            && type.GetGenericArguments().All(IsImmutable));

    private static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static bool HasAttribute(MemberInfo member, string name) => member.GetCustomAttributesData().Any(data => data.AttributeType.Name == name);

    private static int Number(MemberInfo member) =>
        member is FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } constant ? Convert.ToInt32(constant.GetRawConstantValue())
        : member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == "IdAttribute") is { } id ? (int)(uint)id.ConstructorArguments[0].Value! : -1;

    private static string Alias(MemberInfo member) =>
        (string)member.GetCustomAttributesData().First(data => data.AttributeType.Name == "AliasAttribute").ConstructorArguments[0].Value!;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Supertrack.Orleans.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "Grains.Tests", "Contracts");
    }
}
