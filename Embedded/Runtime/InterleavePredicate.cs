using System.Reflection;
using Orleans.Concurrency;
using Orleans.Engine;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The method that <see cref="MayInterleaveAttribute"/> names, compiled to a delegate once per class.</summary>
internal static class InterleavePredicate
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    public static Func<object?, Call, bool>? Of(Type grainClass)
    {
        if (grainClass.GetCustomAttribute<MayInterleaveAttribute>(inherit: true) is not { } attribute)
        {
            return null;
        }

        var method = grainClass.GetMethod(attribute.CallbackMethodName, Any, [typeof(IInvokable)]);
        if (method is null || method.ReturnType != typeof(bool))
        {
            throw new OrleansConfigurationException(
                $"{grainClass.Name} has [MayInterleave(\"{attribute.CallbackMethodName}\")], but no method bool {attribute.CallbackMethodName}(IInvokable). Add it.");
        }

        if (method.IsStatic)
        {
            var ask = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, call) => ask(call);
        }

        return (Func<object?, Call, bool>)typeof(InterleavePredicate).GetMethod(nameof(OnInstance), Any)!.MakeGenericMethod(grainClass).Invoke(null, [method])!;
    }

    private static Func<object?, Call, bool> OnInstance<TGrain>(MethodInfo method)
    {
        var ask = method.CreateDelegate<Func<TGrain, IInvokable, bool>>();
        return (instance, call) => ask((TGrain)instance!, call);
    }
}
