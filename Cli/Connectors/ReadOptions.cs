using System.CommandLine;
using System.Globalization;

namespace Supertrack.Cli.Connectors;

/// <summary>The arguments and options of the connector commands.</summary>
internal static class ReadOptions
{
    public static readonly Argument<string> Manifest = new("MANIFEST") { Description = "A manifest in YAML or JSON." };

    public static readonly Argument<string[]> Manifests = new("MANIFEST")
    {
        Description = "Manifests in YAML or JSON.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<string> Config = new("--config")
    {
        Description = "The connection's settings, a JSON object as the specification asks for.",
        Required = true,
    };

    public static readonly Option<string[]> Streams = new("--stream")
    {
        Description = "A stream to read; may be repeated. Default all.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<string?> State = new("--state") { Description = "STATE messages of an earlier read: a JSON list, one object, or JSON lines." };

    public static readonly Option<int?> MaxRecords = new("--max-records") { Description = "Stop after so many records of each stream." };

    public static readonly Option<string> SyncMode = new Option<string>("--sync-mode")
    {
        Description = "full_refresh reads everything, incremental what changed since the state.",
        DefaultValueFactory = _ => "full_refresh",
    }.AcceptOnlyFromAmong("full_refresh", "incremental");

    public static readonly Option<string?> Record = new("--record") { Description = "Write a cassette of every exchange, secrets masked; gzip when the name ends in .gz." };

    public static readonly Option<string?> Replay = new("--replay") { Description = "Answer every request from a cassette; no socket is opened." };

    public static readonly Option<string?> Requests = new("--requests") { Description = "Write every request made, one a line." };

    public static readonly Option<DateTimeOffset?> Now = new("--now")
    {
        Description = "Set the clock, e.g. 2025-03-10T12:00:00Z.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
            {
                return time;
            }

            result.AddError($"--now {text} is no time; write it as 2025-03-10T12:00:00Z");
            return null;
        },
    };
}
