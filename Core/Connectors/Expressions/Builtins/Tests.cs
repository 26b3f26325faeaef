using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

internal delegate bool Test(Value input, Arguments arguments, Evaluation evaluation);

/// <summary>The tests behind "is", by name.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Test> All = Make();

    public static Test? Find(string name) => All.GetValueOrDefault(name);

    private static Dictionary<string, Test> Make()
    {
        var tests = new Dictionary<string, Test>();
        void Add(string names, string parameters, Func<Value, Value?[], Evaluation, bool> test)
        {
            foreach (var name in names.Split(' '))
            {
                var signature = new Signature(name, parameters);
                tests[name] = (input, arguments, evaluation) => test(input, signature.Bind(arguments), evaluation);
            }
        }

        AddKinds(Add);
        AddComparisons(Add);
        Add("odd", "", (v, _, e) => Remainder(v, IntValue.Of(2), e).EqualTo(IntValue.Of(1), e.Budget));
        Add("even", "", (v, _, e) => Remainder(v, IntValue.Of(2), e).EqualTo(IntValue.Of(0), e.Budget));
        Add("divisibleby", "num", (v, a, e) => Remainder(v, a[0]!, e).EqualTo(IntValue.Of(0), e.Budget));
        Add("lower", "", (v, _, e) => StrCaseMethods.IsLower(e.Text(v)));
        Add("upper", "", (v, _, e) => StrCaseMethods.IsUpper(e.Text(v)));
        Add("filter", "", (v, _, _) => { v.Hash(); return v is StrValue name && Filters.Has(name.Text); });
        Add("test", "", (v, _, _) => { v.Hash(); return v is StrValue name && tests.ContainsKey(name.Text); });
        Add("in", "seq", (v, a, e) => Comparison.Contains(a[0]!, v, e.Budget));
        return tests;
    }

    private static void AddKinds(Action<string, string, Func<Value, Value?[], Evaluation, bool>> add)
    {
        add("defined", "", (v, _, _) => v is not UndefinedValue);
        add("undefined", "", (v, _, _) => v is UndefinedValue);
        add("none", "", (v, _, _) => v is NoneValue);
        add("boolean", "", (v, _, _) => v is BoolValue);
        add("true", "", (v, _, _) => v is BoolValue { Flag: true });
        add("false", "", (v, _, _) => v is BoolValue { Flag: false });
        add("integer", "", (v, _, _) => v is IntValue);
        add("float", "", (v, _, _) => v is FloatValue);
        add("number", "", (v, _, _) => Numbers.IsNumber(v));
        add("string", "", (v, _, _) => v is StrValue);
        add("mapping", "", (v, _, _) => v is DictValue or StreamSliceValue);
        add("sequence", "", (v, _, _) => v is StrValue or SequenceValue or DictValue or BytesValue or StreamSliceValue or UndefinedValue);
        add("iterable", "", (v, _, _) => v.Iterate() is not null);
        add("callable", "", (v, _, _) => v is FunctionValue or UndefinedValue);
        add("escaped", "", (_, _, _) => false);
        add("sameas", "other", (v, a, _) => ReferenceEquals(v, a[0]) || (v is IntValue { Big: null } x && a[0] is IntValue { Big: null } y && x.Small == y.Small && x.Small is >= -5 and <= 256));
    }

    private static void AddComparisons(Action<string, string, Func<Value, Value?[], Evaluation, bool>> add)
    {
        (string Names, string Op)[] comparisons =
            [("== eq equalto", "=="), ("!= ne", "!="), ("> gt greaterthan", ">"), (">= ge", ">="), ("< lt lessthan", "<"), ("<= le", "<=")];
        foreach (var (names, op) in comparisons) add(names, "/other", (v, a, e) => Comparison.Holds(op, v, a[0]!, e.Budget));
    }

    private static Value Remainder(Value value, Value divisor, Evaluation evaluation) => Arithmetic.Apply("%", value, divisor, evaluation.Budget);
}
