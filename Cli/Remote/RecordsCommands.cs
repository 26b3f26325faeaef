using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack records</c>.</summary>
internal static class RecordsCommands
{
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    private static readonly Option<string[]> Where = new("--where")
    {
        Description = "FIELD=VALUE; also !=, >, >=, <, <=, and 'FIELD in A,B' or 'FIELD is null'. Repeatable: all must hold.",
    };

    private static readonly Option<string?> Sort = new("--sort") { Description = "FIELD, or -FIELD for the highest first." };
    private static readonly Option<string[]> Field = new("--field") { Description = "A member to show; repeatable. Default all." };

    public static Command Create() => new Command("records", "The records stored.").With(
        RemoteOptions.Command("query", "Print the records of a stream, one a line.", QueryAsync, RemoteOptions.Dataset, Where, Sort, Field, Limit));

    private static async Task<ExitCode> QueryAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string[] name = call.Parts(RemoteOptions.Dataset, 3, 3);
        string path = Gateway.Path("tenants", name[0], "connectors", name[1], "streams", name[2], "records");
        string query = Query.Of([
            .. (call.Value(Where) ?? []).Select(RecordCondition.Parse).Select(condition => ($"filter[{condition.Field}][{condition.Operator}]", (string?)condition.Value)),
            ("sort", call.Value(Sort)),
            .. (call.Value(Field) ?? []).Select(name => ("fields", (string?)name)),
        ]);
        await foreach (JsonNode? record in gateway.ItemsAsync(path, call.Value(Limit), cancellation, query))
        {
            await call.Results.LineAsync(record, cancellation);
        }

        return ExitCode.Done;
    }
}
