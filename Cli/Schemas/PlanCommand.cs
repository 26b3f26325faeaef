using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Dialects;
using Supertrack.Core.Schemas.Matching;
using Supertrack.Core.Schemas.Migrations;

namespace Supertrack.Cli.Schemas;

/// <summary><c>schema plan OLD NEW</c>: how a table gets from one shape to the other.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string> Old = new("old") { Description = "The JSON Schema that the table has." };
    private static readonly Argument<string> New = new("new") { Description = "The JSON Schema that it shall have." };
    private static readonly Option<string> Dialect = new("--to") { Description = "sqlite or postgres.", DefaultValueFactory = _ => "sqlite" };
    private static readonly Option<long> Rows = new("--rows") { Description = "Rows in the table, for the estimate." };
    private static readonly Option<int> From = new("--from-version") { Description = "The version of the schema that the table has; default 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Row = new("--row-column") { Description = "A unique integer column that numbers the rows (needed for PostgreSQL; default _row there)." };

    public static Command Create() =>
        new Command("plan", "Plans the change of a table: expand, backfill, switch, contract, each with its rollback, an estimate and a query that verifies.").With(Old, New, Dialect, Rows, From, Row).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        JsonObject old = await InputFile.ObjectAsync(invocation.Value(Old), invocation.Terminal, cancellation);
        JsonObject now = await InputFile.ObjectAsync(invocation.Value(New), invocation.Terminal, cancellation);
        string dialect = invocation.Value(Dialect)!;
        ModelTable table = TableModel.Of(old).Tables[0];
        IReadOnlyList<ColumnChange> changes = ChangeFinder.Between(table, TableModel.Of(now).Tables[0], FieldMatcher.Match(old, now).Mappings);
        var target = new MigrationTarget(dialect, invocation.Value(From), invocation.Value(Row) ?? (dialect == "postgres" ? "_row" : null)) { Rows = invocation.Value(Rows) };
        try
        {
            await invocation.Results.DocumentAsync(MigrationPlanner.Plan(table, changes, target).ToJson(), cancellation);
            return ExitCode.Done;
        }
        catch (MigrationException error)
        {
            throw CommandException.Usage(error.Message, error);
        }
    }
}
