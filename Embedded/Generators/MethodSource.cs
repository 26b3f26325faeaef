using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Supertrack.Embedded.Generators;

internal enum ReturnKind
{
    Unknown,
    Task,
    TaskOf,
    ValueTask,
    ValueTaskOf,
    Sequence,
}

/// <summary>One method of a proxy: the direct call, and the object that stands for a call that cannot be direct.</summary>
internal sealed class MethodSource(IMethodSymbol method, int index)
{
    private const string Engine = "global::Orleans.Engine.";

    private readonly ReturnKind _kind = KindOf(method);
    private readonly string _interface = GrainSymbols.Full(method.ContainingType);
    private readonly string _returns = GrainSymbols.Full(method.ReturnType);
    private readonly string _result = method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } of ? GrainSymbols.Full(of.TypeArguments[0]) : "";
    private readonly bool _oneWay = GrainSymbols.Has(method, "OneWay");
    private readonly int _token = Token(method);

    public static ReturnKind KindOf(IMethodSymbol method) => method.ReturnType switch
    {
        INamedTypeSymbol { Name: "Task", TypeArguments.Length: 0 } t when In(t, "System.Threading.Tasks") => ReturnKind.Task,
        INamedTypeSymbol { Name: "Task", TypeArguments.Length: 1 } t when In(t, "System.Threading.Tasks") => ReturnKind.TaskOf,
        INamedTypeSymbol { Name: "ValueTask", TypeArguments.Length: 0 } t when In(t, "System.Threading.Tasks") => ReturnKind.ValueTask,
        INamedTypeSymbol { Name: "ValueTask", TypeArguments.Length: 1 } t when In(t, "System.Threading.Tasks") => ReturnKind.ValueTaskOf,
        INamedTypeSymbol { Name: "IAsyncEnumerable", TypeArguments.Length: 1 } t when In(t, "System.Collections.Generic") => ReturnKind.Sequence,
        _ => ReturnKind.Unknown,
    };

    public string Text() => Descriptor() + Member() + CallClass();

    private static bool In(INamedTypeSymbol type, string ns) => type.ContainingNamespace.ToDisplayString() == ns;

    private static int Token(IMethodSymbol method)
    {
        for (var i = method.Parameters.Length - 1; i >= 0; i--)
        {
            if (GrainSymbols.Is(method.Parameters[i].Type, "System.Threading", "CancellationToken"))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Name(IMethodSymbol method) => SyntaxFacts.GetKeywordKind(method.Name) == SyntaxKind.None ? method.Name : "@" + method.Name;

    private string Descriptor()
    {
        var options = new[] { "ReadOnly", "AlwaysInterleave", "OneWay" }.Where(o => GrainSymbols.Has(method, o)).Select(o => $"{Engine}MethodOptions.{o}").ToList();
        var timeout = GrainSymbols.Find(method, "ResponseTimeout")?.ConstructorArguments.FirstOrDefault().ToCSharpString() ?? "null";
        var types = string.Join(", ", method.Parameters.Select(p => $"typeof({GrainSymbols.Full(p.Type)})"));
        return $"""
                private static readonly {Engine}MethodDescriptor M{index} = new(
                    typeof({_interface}), "{GrainSymbols.FullName(method.ContainingType)}", "{method.Name}",
                    {(options.Count == 0 ? $"{Engine}MethodOptions.None" : string.Join(" | ", options))}, {timeout},
                    static () => typeof({_interface}).GetMethod("{method.Name}", new global::System.Type[] {"{"} {types} {"}"}));

            """;
    }

    private string Member()
    {
        var parameters = string.Join(", ", method.Parameters.Select((p, i) => $"{GrainSymbols.Full(p.Type)} a{i}"));
        var arguments = string.Join(", ", method.Parameters.Select((_, i) => $"a{i}"));
        var fields = string.Join(", ", method.Parameters.Select((_, i) => $"A{i} = a{i}"));
        var head = $"    {_returns} {_interface}.{Name(method)}({parameters})\n    {"{"}\n";
        var made = $"new C{index} {"{"} {fields} {"}"}";
        if (_kind == ReturnKind.Sequence)
        {
            return head + $"        return Enumerate<{_result}>({made});\n    {"}"}\n\n";
        }

        if (_oneWay)
        {
            return head + $"        SendOneWay({made});\n        return {(_kind == ReturnKind.Task ? "global::System.Threading.Tasks.Task.CompletedTask" : "default")};\n    {"}"}\n\n";
        }

        var sent = _kind is ReturnKind.ValueTask or ReturnKind.ValueTaskOf ? $"new {_returns}(Send({made}))" : $"Send({made})";
        var fail = _result.Length > 0 ? $"call.Fail<{_result}>(error)" : "call.Fail(error)";
        fail = _kind is ReturnKind.ValueTask or ReturnKind.ValueTaskOf ? $"new {_returns}({fail})" : fail;
        var condition = _token < 0 ? "" : $"!a{_token}.CanBeCanceled && ";
        return head + $$"""
                    if ({{condition}}TryEnter(M{{index}}, out var call))
                    {
                        {{_returns}} task;
                        try
                        {
                            task = global::System.Runtime.CompilerServices.Unsafe.As<{{_interface}}>(call.Target).{{Name(method)}}({{arguments}});
                        }
                        catch (global::System.Exception error)
                        {
                            return {{fail}};
                        }

                        return call.Leave(task);
                    }

                    return {{sent}};
                }


            """;
    }

    private string CallClass()
    {
        var parameters = method.Parameters;
        var arguments = string.Join(", ", parameters.Select((_, i) => $"A{i}"));
        var invocation = $"global::System.Runtime.CompilerServices.Unsafe.As<{_interface}>(target).{Name(method)}({arguments})";
        var (parent, body) = _kind switch
        {
            ReturnKind.Sequence => ($"SequenceCall<{_result}>", $"protected override {_returns} Open(object target) => {invocation};"),
            ReturnKind.TaskOf => ($"Call<{_result}>", $"protected override global::System.Threading.Tasks.Task Invoke(object target) => {invocation};"),
            ReturnKind.ValueTaskOf => ($"Call<{_result}>", $"protected override global::System.Threading.Tasks.Task Invoke(object target) => {invocation}.AsTask();"),
            ReturnKind.ValueTask => ("VoidCall", $"protected override global::System.Threading.Tasks.Task Invoke(object target) => {invocation}.AsTask();"),
            _ => ("VoidCall", $"protected override global::System.Threading.Tasks.Task Invoke(object target) => {invocation};"),
        };
        var fields = string.Concat(parameters.Select((p, i) => $"        public {GrainSymbols.Full(p.Type)} A{i};\n"));
        var token = _token < 0 ? "" : $"        protected override global::System.Threading.CancellationToken Token {"{"} get => A{_token}; set => A{_token} = value; {"}"}\n";
        var gets = string.Concat(parameters.Select((_, i) => $"{i} => A{i}, "));
        var sets = string.Concat(parameters.Select((p, i) => $"                case {i}: A{i} = ({GrainSymbols.Full(p.Type)})value; break;\n"));
        var access = parameters.Length == 0 ? "" : $$"""
                    public override int GetArgumentCount() => {{parameters.Length}};
                    public override object GetArgument(int index) => index switch { {{gets}}_ => base.GetArgument(index) };
                    public override void SetArgument(int index, object value)
                    {
                        switch (index)
                        {
            {{sets}}                default: base.SetArgument(index, value); break;
                        }
                    }

            """;
        return $$"""
                private sealed class C{{index}}() : {{Engine}}{{parent}}(M{{index}})
                {
            {{fields}}        {{body}}
            {{token}}{{access}}    }


            """;
    }
}
