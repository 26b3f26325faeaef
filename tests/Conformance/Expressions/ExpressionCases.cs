using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Conformance.Schemas;
using Supertrack.Core.Connectors.Expressions;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Expressions;

/// <summary>Templates of public manifests with what the reference implementation answers: result and type must be equal, or both fail.</summary>
public sealed class ExpressionCases(ITestOutputHelper output)
{
    private static readonly FixedClock Clock = new(DateTimeOffset.Parse("2025-03-10T12:34:56.789Z"));

    [Fact]
    public void Every_public_case_answers_as_the_reference_does()
    {
        if (SharedData.Folder("expressions") is not { } folder)
        {
            output.WriteLine("no ../shared/data/expressions: nothing measured");
            return;
        }
        var cases = File.ReadLines(Path.Combine(folder, "cases.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        var wrong = cases.Select(Difference).OfType<string>().ToList();
        foreach (var line in wrong.Take(50)) output.WriteLine(line);
        output.WriteLine($"{cases.Count - wrong.Count} of {cases.Count} expressions equal");
        Assert.Empty(wrong);
    }

    private static string? Difference(JsonObject example)
    {
        var template = (string)example["template"]!;
        var expected = example["error"] is null ? $"{example["type"]} {Canonical(example["result"])}" : "error";
        var actual = Evaluate(template, example);
        return actual == expected || (expected == "error" && actual.StartsWith("error", StringComparison.Ordinal)) ? null
            : $"{template} in {example["context"]!.ToJsonString()} {example["config"]!.ToJsonString()}: expected {expected}, got {actual}";
    }

    private static string Evaluate(string template, JsonObject example)
    {
        try
        {
            var context = new EvaluationContext(Value.From(example["config"]), Clock);
            foreach (var (name, value) in example["context"]!.AsObject()) context[name] = Value.From(value);
            var result = Template.Compile(template).Evaluate(context);
            return $"{result.TypeName} {Canonical(result.ToJsonNode())}";
        }
        catch (ExpressionException e)
        {
            return "error " + e.Message;
        }
    }

    private static string Canonical(JsonNode? node) => node?.ToJsonString(new JsonSerializerOptions { MaxDepth = 512 }) ?? "null";
}
