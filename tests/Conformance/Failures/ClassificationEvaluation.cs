using System.Text.Json.Nodes;
using Supertrack.Conformance.Schemas;
using Supertrack.Core.Healing.Classification;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Failures;

/// <summary>Classifies public answers of failing APIs and compares class, action and wait with what a person gave.</summary>
public sealed class ClassificationEvaluation(ITestOutputHelper output)
{
    private static readonly DateTimeOffset s_sampled = DateTimeOffset.Parse("2026-02-13T16:36:40Z");

    [Fact]
    public void Failing_answers_get_the_class_the_action_and_the_wait_that_people_gave()
    {
        if (SharedData.Folder("failures") is not { } folder)
        {
            output.WriteLine("no ../shared/data/failures: nothing measured");
            return;
        }

        var files = Directory.GetFiles(folder, "*.json");
        var misses = files.SelectMany(Misses).ToList();
        foreach (var miss in misses) output.WriteLine(miss);
        output.WriteLine($"{files.Length} answers, {misses.Count} misses");
        Assert.NotEmpty(files);
        Assert.Empty(misses);
    }

    private static IEnumerable<string> Misses(string file)
    {
        var text = File.ReadAllText(file);
        var truth = JsonNode.Parse(text)!;
        var got = FailureClassifier.Classify(FailureSampleReader.Parse(text), s_sampled);
        var name = Path.GetFileName(file);
        if (truth["expectedClass"]!.ToString() != got.Class.Name()) yield return $"{name}: class {got.Class.Name()}, not {truth["expectedClass"]}";
        if (!truth["expectedNextAction"]!.AsArray().Any(a => a!.ToString() == got.NextAction.Name())) yield return $"{name}: action {got.NextAction.Name()}";
        if (truth["waitSeconds"] is { } wait && got.RetryAfterSeconds != wait.GetValue<double>()) yield return $"{name}: wait {got.RetryAfterSeconds}, not {wait}";
    }
}
