using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Engine;

/// <summary>The methods of classes that implement those of interfaces.</summary>
internal static class InterfaceMethods
{
    private static readonly ConcurrentDictionary<(MethodInfo, Type), MethodInfo> Known = new();

    public static MethodInfo ImplementationOf(MethodInfo method, Type grainClass) => Known.GetOrAdd(
        (method, grainClass),
        static key =>
        {
            var (method, grainClass) = key;
            if (method.DeclaringType is not { IsInterface: true } declaring || !declaring.IsAssignableFrom(grainClass))
            {
                return method;
            }

            var map = grainClass.GetInterfaceMap(declaring);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
        });
}
