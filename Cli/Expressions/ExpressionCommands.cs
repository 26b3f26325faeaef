using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Expressions;

/// <summary><c>supertrack expression</c>: tries the expression language of manifests.</summary>
internal static class ExpressionCommands
{
    private static readonly Option<string?> Now = new("--now") { Description = "The time that now_utc() and its like see (ISO 8601); default the clock." };

    public static Command Create()
    {
        var evaluate = new Command("evaluate", "Evaluates lines {template, config, context} from standard input.").With(Now).Runs(EvaluateAsync);
        return new Command("expression", "The expression language of connectors.").With(evaluate);
    }

    private static async Task<ExitCode> EvaluateAsync(Invocation call, CancellationToken cancellation)
    {
        var clock = Clock(call);
        using var reader = new StreamReader(call.Terminal.Input, Encoding.UTF8);
        for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) await call.Results.LineAsync(ExpressionLine.Evaluate(Parse(line, number), clock), cancellation);
        return ExitCode.Done;
    }

    private static JsonObject Parse(string line, int number)
    {
        try
        {
            if (JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { MaxDepth = 512 }) is JsonObject example && example["template"] is JsonValue value && value.TryGetValue(out string? _))
                return example;
        }
        catch (JsonException e)
        {
            throw CommandException.Usage($"standard input, line {number}: not JSON ({ErrorLine.OneLine(e.Message)}); give one object with template, config and context a line", e);
        }
        throw CommandException.Usage($"standard input, line {number}: no text under 'template'; give one object with template, config and context a line");
    }

    private static TimeProvider Clock(Invocation call)
    {
        if (call.Value(Now) is not { } text) return call.Terminal.Clock;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now)) return new StoppedClock(now);
        throw CommandException.Usage($"--now: '{text}' is no time; give one like 2025-03-10T12:00:00Z");
    }
}
