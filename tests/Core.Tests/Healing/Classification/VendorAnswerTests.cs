using System.Text.Json.Nodes;
using Supertrack.Core.Healing.Classification;

namespace Supertrack.Core.Tests.Healing.Classification;

/// <summary>Answers in the forms that vendors document, each with the class, action and wait that a person would give it.</summary>
public sealed class VendorAnswerTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.Parse("2026-02-13T16:36:40Z");

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Healing", "Classification", "Cases"), "*.jsonl").Select(f => Path.GetFileName(f)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Answers_of_vendors_get_the_class_the_action_and_the_wait_they_document(string file)
    {
        var cases = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Healing", "Classification", "Cases", file));
        Assert.NotEmpty(cases);
        Assert.Empty(cases.Select(Mismatch).OfType<string>());
    }

    private static string? Mismatch(string line)
    {
        var expect = JsonNode.Parse(line)!["expect"]!;
        var name = JsonNode.Parse(line)!["name"]!.ToString();
        var got = FailureClassifier.Classify(FailureSampleReader.Parse(line), s_now);
        if (!Accepts(expect["class"]!, got.Class.Name())) return $"{name}: class {got.Class.Name()}, not {expect["class"]} ({got.Cause})";
        if (!Accepts(expect["action"]!, got.NextAction.Name())) return $"{name}: action {got.NextAction.Name()}, not {expect["action"]} ({got.Cause})";
        return expect["wait"] is { } wait && Math.Abs((got.RetryAfterSeconds ?? -1) - wait.GetValue<double>()) > 0.01
            ? $"{name}: wait {got.RetryAfterSeconds}, not {wait}"
            : null;
    }

    private static bool Accepts(JsonNode expected, string value) =>
        expected is JsonArray list ? list.Any(v => v!.ToString() == value) : expected.ToString() == value;
}
