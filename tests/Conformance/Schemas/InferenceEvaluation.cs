using System.Text.Json.Nodes;
using Supertrack.Core.Schemas;
using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Validation;
using Xunit.Abstractions;

namespace Supertrack.Conformance.Schemas;

/// <summary>
/// Learns a schema from each group of samples and compares it with the one its makers wrote: types (exact, declared paths), required (F1), formats
/// (recall), maps (recall); each sample left out once must be accepted by the schema of the others, each negative rejected.
/// </summary>
public sealed class InferenceEvaluation(ITestOutputHelper output)
{
    [Fact]
    public void Schemas_learned_from_public_samples_agree_with_those_of_their_makers()
    {
        if (SharedData.Folder("schemas") is not { } folder)
        {
            output.WriteLine("no ../shared/data/schemas: nothing measured");
            return;
        }
        var all = new Score();
        foreach (var group in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var score = Measure(group);
            output.WriteLine($"{Path.GetFileName(group),-45} {score}");
            foreach (var miss in score.Misses.Take(40)) output.WriteLine("      " + miss);
            all.Add(score);
        }
        output.WriteLine($"{"all",-45} {all}");
        Assert.True(all.TypeExact >= 0.95, "type exact");
        Assert.True(all.RequiredF1 >= 0.95, "required F1");
        Assert.True(all.FormatRecall >= 0.95, "format recall");
        Assert.True(all.Accepted >= 0.85 * all.Held, "left-out samples accepted");
        Assert.True(all.MapRecall >= 0.8, "maps found");
    }

    private static Score Measure(string group)
    {
        var samples = Directory.GetFiles(Path.Combine(group, "samples")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        var score = new Score();
        var schema = Learn(samples);
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(group, "truth.json")))!["paths"]!.AsArray();
        foreach (var path in truth) Compare(path!.AsObject(), schema, score);
        for (var i = 0; i < samples.Count && samples.Count > 1; i++)
        {
            var others = Learn(samples.Where((_, j) => j != i).ToList());
            var error = new SchemaValidator(others).FirstError(JsonNode.Parse(samples[i]));
            score.Held++;
            if (error is null) score.Accepted++;
            else score.Misses.Add("left out: " + error);
        }
        Subsets(samples, score);
        var negative = Path.Combine(group, "negative");
        foreach (var file in Directory.Exists(negative) ? Directory.GetFiles(negative) : [])
        {
            score.Negatives++;
            if (!new SchemaValidator(schema).IsValid(JsonNode.Parse(File.ReadAllText(file)))) score.Rejected++;
        }
        return score;
    }

    private static void Subsets(List<byte[]> samples, Score score)
    {
        var random = new Random(1);
        for (var size = 1; size < samples.Count; size++)
        {
            for (var round = 0; round < 12; round++)
            {
                var order = Enumerable.Range(0, samples.Count).ToArray();
                random.Shuffle(order);
                var validator = new SchemaValidator(Learn(order.Take(size).Select(i => samples[i]).ToList()));
                foreach (var other in order.Skip(size).Take(4))
                {
                    score.Tried++;
                    if (validator.IsValid(JsonNode.Parse(samples[other]))) score.Taken++;
                }
            }
        }
    }

    private static JsonObject Learn(List<byte[]> samples)
    {
        var inferrer = new SchemaInferrer();
        foreach (var sample in samples) inferrer.Add(sample);
        return inferrer.ToSchema();
    }

    private static void Compare(JsonObject truth, JsonObject schema, Score score)
    {
        if (!truth["declared"]!.GetValue<bool>()) return;
        var path = truth["path"]!.GetValue<string>();
        var (node, required) = SchemaLookup.Find(schema, path);
        var types = truth["types"]!.AsArray().Select(t => t!.GetValue<string>()).Order(StringComparer.Ordinal).ToList();
        if (types is not ["any"])
        {
            score.Types++;
            var found = node is null ? [] : SchemaNode.Types(node).Order(StringComparer.Ordinal).ToList();
            if (found.SequenceEqual(types)) score.TypesRight++;
            else score.Misses.Add($"type {path}: {string.Join("|", found)} is {string.Join("|", types)}");
        }
        if (truth["required"] is { } due)
        {
            var expected = due.GetValue<bool>();
            if (expected && required) score.RequiredRight++;
            else if (required) score.RequiredWrong++;
            else if (expected) score.RequiredMissed++;
            if (expected != required) score.Misses.Add($"required {path}: {required}");
        }
        if (truth["format"] is JsonArray formats)
        {
            score.Formats++;
            if (node is not null && SchemaNode.Text(node, "format") is { } format && formats.Any(f => f!.GetValue<string>() == format)) score.FormatsRight++;
            else score.Misses.Add($"format {path}: {node?["format"]} is {formats.ToJsonString()}");
        }
        if (truth["map"] is not null)
        {
            score.Maps++;
            if (node?["additionalProperties"] is JsonObject && node["properties"] is null) score.MapsRight++;
            else score.Misses.Add($"map {path}");
        }
        else if (node?["additionalProperties"] is JsonObject)
        {
            score.Misses.Add($"not a map {path}");
        }
    }

    private sealed class Score
    {
        public int Types, TypesRight, RequiredRight, RequiredWrong, RequiredMissed, Formats, FormatsRight, Maps, MapsRight, Held, Accepted, Negatives, Rejected, Tried, Taken;

        public List<string> Misses { get; } = [];

        public double TypeExact => Ratio(TypesRight, Types);

        public double RequiredF1 => Ratio(2 * RequiredRight, (2 * RequiredRight) + RequiredWrong + RequiredMissed);

        public double FormatRecall => Ratio(FormatsRight, Formats);

        public double MapRecall => Ratio(MapsRight, Maps);

        public void Add(Score o)
        {
            Types += o.Types; TypesRight += o.TypesRight; RequiredRight += o.RequiredRight; RequiredWrong += o.RequiredWrong; RequiredMissed += o.RequiredMissed;
            Formats += o.Formats; FormatsRight += o.FormatsRight; Maps += o.Maps; MapsRight += o.MapsRight; Held += o.Held; Accepted += o.Accepted; Negatives += o.Negatives; Rejected += o.Rejected; Tried += o.Tried; Taken += o.Taken;
        }

        public override string ToString() =>
            $"types {TypeExact:F3} required {RequiredF1:F3} formats {FormatRecall:F3} maps {MapsRight}/{Maps} accepts {Accepted}/{Held} rejects {Rejected}/{Negatives} subsets {Taken}/{Tried}";

        private static double Ratio(int part, int whole) => whole == 0 ? 1 : part / (double)whole;
    }
}
