using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary><c>supertrack audit</c>.</summary>
internal static class AuditCommands
{
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "Whose things. Default the key's own tenant, or all for a key of the installation." };
    private static readonly Option<string?> Actor = new("--actor") { Description = "Who, e.g. key:0123456789ab." };
    private static readonly Option<string?> Action = new("--action") { Description = "What, e.g. connector.start-run." };
    private static readonly Option<string?> Target = new("--target") { Description = "What it was done to, e.g. acme/crm." };
    private static readonly Option<string?> Outcome = new("--outcome") { Description = "done, failed, or the code of a refusal." };
    private static readonly Option<string?> From = new("--from") { Description = "Not before this time (ISO 8601)." };
    private static readonly Option<string?> To = new("--to") { Description = "Before this time (ISO 8601)." };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Create() => new Command("audit", "Who did what, when, and how it ended.").With(
        RemoteOptions.Command("list", "List entries, the latest first, one a line.", ListAsync, Tenant, Actor, Action, Target, Outcome, From, To, Limit),
        RemoteOptions.Command("verify", "Compute the chain of hashes anew; exit code 1 when an entry was changed or taken out.", VerifyAsync, Tenant));

    private static async Task<ExitCode> ListAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        string query = Query.Of(
            ("tenant", call.Value(Tenant)), ("actor", call.Value(Actor)), ("action", call.Value(Action)), ("target", call.Value(Target)),
            ("outcome", call.Value(Outcome)), ("from", call.Value(From)), ("to", call.Value(To)));
        await foreach (JsonNode? entry in gateway.ItemsAsync("audit", call.Value(Limit), cancellation, query))
        {
            await call.Results.LineAsync(entry, cancellation);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> VerifyAsync(Invocation call, Gateway gateway, CancellationToken cancellation)
    {
        JsonObject verdict = await gateway.GetAsync("audit/verification?" + Query.Of(("tenant", call.Value(Tenant))), cancellation);
        await call.Results.DocumentAsync(verdict, cancellation);
        return verdict["intact"]?.GetValue<bool>() == true ? ExitCode.Done : ExitCode.Negative;
    }
}
