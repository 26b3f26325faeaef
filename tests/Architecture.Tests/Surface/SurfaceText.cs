using System.Reflection;
using System.Text;

namespace Supertrack.Architecture.Tests.Surface;

/// <summary>The public types and members of an assembly as sorted lines of text, so that a change of them is a visible diff.</summary>
internal static class SurfaceText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(IsWritten).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(TypeText.Head(type)).Append('\n');
            foreach (var line in Members(type).Distinct().Order(StringComparer.Ordinal))
                text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsWritten(Type type) =>
        type.Namespace?.Contains("Generated", StringComparison.Ordinal) != true && type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true;

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        if (typeof(Delegate).IsAssignableFrom(type))
            return [TypeText.Method(type.GetMethod("Invoke")!)];
        var fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(TypeText.Field);
        var properties = type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsSeen)).Select(TypeText.Property);
        var constructors = type.GetConstructors(Declared).Where(c => !c.IsStatic && IsSeen(c)).Select(TypeText.Constructor);
        var isRecord = type.GetMethod("<Clone>$", Declared) is not null;
        var methods = type.GetMethods(Declared).Where(m => !(isRecord && IsOfRecord(m)) && IsSeen(m) && !IsAccessor(m) && !m.Name.Contains('<', StringComparison.Ordinal)).Select(TypeText.Method);
        return [.. fields, .. properties, .. constructors, .. methods];
    }

    /// <summary>What the compiler writes for a record.</summary>
    private static bool IsOfRecord(MethodInfo method) =>
        method.Name is "Equals" or "GetHashCode" or "ToString" or "op_Equality" or "op_Inequality" or "PrintMembers" or "Deconstruct";

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
}
