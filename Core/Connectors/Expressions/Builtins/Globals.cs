using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>The functions every template can call: those of the connector language and Jinja's dict, namespace, cycler and joiner.</summary>
internal static class Globals
{
    private static readonly Dictionary<string, Value> Functions = Make();

    public static bool Has(string name) => Functions.ContainsKey(name);

    public static Value? Find(string name) => Functions.GetValueOrDefault(name);

    private static Dictionary<string, Value> Make()
    {
        var functions = new Dictionary<string, Value>();
        void Add(string name, string parameters, Func<Value?[], Evaluation, Value> body)
        {
            var signature = new Signature(name, parameters);
            functions[name] = new FunctionValue(name, "function", (arguments, evaluation) => body(signature.Bind(arguments), evaluation));
        }

        DateFunctions.AddTo(Add);
        Add("sanitize_url", "value", (a, _) => new StrValue(UrlText.QuotePlus(a[0]!.Text())));
        Add("camel_case_to_snake_case", "value", (a, _) => new StrValue(SnakeCase(a[0]!.Text())));
        Add("generate_uuid", "", (_, e) => new StrValue(Ids.Next(e).ToString()));
        functions["max"] = new FunctionValue("max", "function", (arguments, e) => Extremes.Pick(arguments, ">", e));
        functions["min"] = new FunctionValue("min", "function", (arguments, e) => Extremes.Pick(arguments, "<", e));
        functions["dict"] = new FunctionValue("dict", "type", Dict);
        functions["namespace"] = new FunctionValue("namespace", "type", Namespace);
        functions["cycler"] = new FunctionValue("cycler", "type", Cyclers.Cycler);
        functions["joiner"] = new FunctionValue("joiner", "type", Cyclers.Joiner);
        functions["lipsum"] = new FunctionValue("lipsum", "function", (_, _) => throw Faults.Runtime("lipsum makes random text, which templates of connectors do not have"));
        return functions;
    }

    private static DictValue Dict(Arguments arguments, Evaluation evaluation)
    {
        if (arguments.Positional.Length > 1) throw Faults.Type($"dict expected at most 1 argument, got {arguments.Positional.Length}");
        var dict = new DictValue();
        if (arguments.Positional.Length == 1) DictMethods.AddAll(dict, arguments.Positional[0], evaluation);
        foreach (var (name, value) in arguments.Named) dict[name] = value;
        return dict;
    }

    private static NamespaceValue Namespace(Arguments arguments, Evaluation evaluation)
    {
        var space = new NamespaceValue();
        foreach (var (key, value) in Dict(arguments, evaluation).Pairs) space.Members[key.Text()] = value;
        return space;
    }

    private static string SnakeCase(string text)
    {
        var snake = new System.Text.StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(text[i])) snake.Append('_');
            snake.Append(text[i]);
        }
        return snake.ToString().ToLowerInvariant();
    }
}
