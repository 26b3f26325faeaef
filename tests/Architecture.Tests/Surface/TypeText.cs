using System.Reflection;

namespace Supertrack.Architecture.Tests.Surface;

/// <summary>Types and members as text.</summary>
internal static class TypeText
{
    public static string Head(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var bases = type.IsEnum || typeof(Delegate).IsAssignableFrom(type) ? []
            : new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType)).Select(b => Name(b!))
                .Concat(type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal)).ToArray();
        return $"{Attributes(type)}{kind} {Name(type)}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    public static string Field(FieldInfo field) =>
        field.IsLiteral ? $"{Attributes(field)}const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"
        : $"{Attributes(field)}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}";

    public static string Property(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && (setter.IsPublic || setter.IsFamily)
            ? IsInit(setter) ? " init;" : " set;"
            : "";
        var get = property.GetMethod is { } getter && (getter.IsPublic || getter.IsFamily) ? " get;" : "";
        var isStatic = property.GetAccessors(true)[0].IsStatic ? "static " : "";
        return $"{Attributes(property)}{isStatic}{Name(property.PropertyType)} {property.Name} {{{get}{set} }}";
    }

    public static string Constructor(ConstructorInfo constructor) => $"{Access(constructor)}.ctor({Parameters(constructor)})";

    public static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var isStatic = method.IsStatic ? "static " : "";
        return $"{Attributes(method)}{Access(method)}{isStatic}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    public static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");

    public static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        var name = (type.FullName ?? $"{type.Namespace}.{type.Name}").Split('[')[0];
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>{string.Concat(name.Split('+').Skip(1).Select(n => "+" + n.Split('`')[0]))}"
            : name;
    }

    /// <summary>Those that are part of a grain contract's meaning.</summary>
    private static string Attributes(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(a => a.AttributeType.Name is "AliasAttribute" or "IdAttribute" or "ReadOnlyAttribute" or "AlwaysInterleaveAttribute" or "OneWayAttribute"
            or "ResponseTimeoutAttribute")
        .OrderBy(a => a.AttributeType.Name, StringComparer.Ordinal)
        .Where(a => a.AttributeType.Namespace!.StartsWith("Orleans", StringComparison.Ordinal))
        .Select(a => $"[{a.AttributeType.Name.Replace("Attribute", "")}{(a.ConstructorArguments.Count == 0 ? "" : $"({string.Join(", ", a.ConstructorArguments.Select(c => c.Value))})")}] "));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));
}
