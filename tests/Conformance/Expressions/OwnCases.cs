using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Conformance.Expressions;

/// <summary>Our own templates over one configuration (the first line of cases.jsonl), with what Python's Jinja and literal evaluation answer.</summary>
public sealed class OwnCases
{
    private static readonly JsonObject[] Lines = Read();

    public static TheoryData<int> Numbers() => [.. Enumerable.Range(1, Lines.Length - 1)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_template_answers_as_python_does(int number)
    {
        var (example, template) = (Lines[number], (string)Lines[number]["template"]!);
        var context = new EvaluationContext(Value.From(Lines[0]["config"]), new FixedClock(DateTimeOffset.UnixEpoch));
        if (example["error"] is not null)
        {
            Assert.Throws<ExpressionException>(() => Template.Compile(template).Evaluate(context));
            return;
        }
        var result = Template.Compile(template).Evaluate(context);
        Assert.Equal($"{template}: {example["type"]} {example["result"]?.ToJsonString()}", $"{template}: {result.TypeName} {result.ToJsonNode()?.ToJsonString()}");
    }

    private static JsonObject[] Read()
    {
        const string Name = "tests/Conformance/Expressions/cases.jsonl";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Name)))
                return [.. File.ReadLines(Path.Combine(folder.FullName, Name)).Select(line => JsonNode.Parse(line)!.AsObject())];
        throw new FileNotFoundException(Name);
    }
}
