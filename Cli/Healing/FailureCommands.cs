using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Healing.Classification;

namespace Supertrack.Cli.Healing;

/// <summary><c>supertrack failure</c>: what a failing answer means.</summary>
internal static class FailureCommands
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Samples: {request?: {method, url}, status, headers, body, history?}.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Now = new("--now") { Description = "The time the answers came (ISO 8601); the clock by default. An answer's own Date header comes first." };

    public static Command Create() => new Command("failure", "What a failing answer means.").With(
        new Command("classify", "Class, cause, waiting time and next action of each sample, one object a line.").With(Files, Now).Runs(ClassifyAsync));

    private static async Task<ExitCode> ClassifyAsync(Invocation invocation, CancellationToken cancellation)
    {
        var now = Moment(invocation.Value(Now));
        foreach (var file in invocation.Value(Files))
        {
            var text = await InputFile.TextAsync(file, invocation.Terminal, cancellation);
            await invocation.Results.LineAsync(Line(file, FailureClassifier.Classify(Sample(file, text), now)), cancellation);
        }

        return ExitCode.Done;
    }

    private static FailureSample Sample(string file, string text)
    {
        try
        {
            return FailureSampleReader.Parse(text);
        }
        catch (FormatException error)
        {
            throw CommandException.Usage($"{file}: {error.Message}.", error);
        }
    }

    private static DateTimeOffset Moment(string? text)
    {
        if (text is null) return TimeProvider.System.GetUtcNow();
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw CommandException.Usage($"--now {text}: not a time. Write it as 2026-02-13T16:36:40Z.");
    }

    private static JsonObject Line(string file, Diagnosis diagnosis) => new()
    {
        ["file"] = file,
        ["class"] = diagnosis.Class.Name(),
        ["cause"] = diagnosis.Cause,
        ["retryable"] = diagnosis.Retryable,
        ["retryAfterSeconds"] = diagnosis.RetryAfterSeconds,
        ["evidence"] = new JsonArray([.. diagnosis.Evidence.Select(e => JsonValue.Create(e))]),
        ["nextAction"] = diagnosis.NextAction.Name(),
    };
}
