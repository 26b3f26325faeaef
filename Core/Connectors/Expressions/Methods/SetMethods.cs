using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Methods of Python's set that read it; templates only meet sets as results of literals.</summary>
internal static class SetMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("union", "/other", (self, a, e) => new SetValue(((SetValue)self).Items.Concat(e.ToList(a[0]!))))
        .Add("intersection", "/other", (self, a, e) => new SetValue(((SetValue)self).Items.Where(new SetValue(e.ToList(a[0]!)).Entries.ContainsKey)))
        .Add("difference", "/other", (self, a, e) => SetAlgebra.Difference((SetValue)self, new SetValue(e.ToList(a[0]!))))
        .Add("issubset", "/other", (self, a, e) => BoolValue.Of(((SetValue)self).Items.All(new SetValue(e.ToList(a[0]!)).Entries.ContainsKey)))
        .Add("issuperset", "/other", (self, a, e) => BoolValue.Of(e.ToList(a[0]!).All(((SetValue)self).Entries.ContainsKey)));
}
