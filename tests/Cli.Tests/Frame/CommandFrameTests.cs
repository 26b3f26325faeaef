using System.CommandLine;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Tests.Frame;

public sealed class CommandFrameTests
{
    [Fact]
    public async Task An_unknown_command_is_wrong_usage_in_one_line_that_names_the_help()
    {
        CommandRun run = await CommandRun.OfAsync("conector");

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Results);
        string line = Assert.Single(run.Notes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains("--help", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_at_all_is_wrong_usage() => Assert.Equal(2, (await CommandRun.OfAsync()).ExitCode);

    [Theory]
    [InlineData(2, "Usage")]
    [InlineData(3, "Remote")]
    [InlineData(1, "Negative")]
    public async Task A_command_exception_ends_with_its_own_code_and_one_line(int expected, string code)
    {
        CommandRun run = await Failing(new CommandException(Enum.Parse<ExitCode>(code), "f.yaml: broken\nat line 3"));

        Assert.Equal(expected, run.ExitCode);
        Assert.Equal("error: f.yaml: broken at line 3\n", run.Notes);
    }

    [Fact]
    public async Task A_failed_connection_is_a_remote_failure() =>
        Assert.Equal(3, (await Failing(new HttpRequestException("no route"))).ExitCode);

    [Fact]
    public async Task Cancelling_ends_with_130() =>
        Assert.Equal(130, (await Failing(new OperationCanceledException())).ExitCode);

    [Fact]
    public async Task A_stack_trace_is_shown_only_when_asked_for()
    {
        Exception error = new InvalidOperationException("odd");

        Assert.DoesNotContain("   at ", (await Failing(error)).Notes, StringComparison.Ordinal);
        Assert.Contains("   at ", (await Failing(error, "--verbose")).Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_one_object_a_line_and_a_table_for_people()
    {
        Command list = new Command("list", "").Runs(async (call, cancellation) =>
        {
            await call.Results.LineAsync(new JsonObject { ["name"] = "a", ["n"] = 1 }, cancellation);
            await call.Results.LineAsync(new JsonObject { ["name"] = "é" }, cancellation);
            return ExitCode.Done;
        });

        Assert.Equal("{\"name\":\"a\",\"n\":1}\n{\"name\":\"é\"}\n", (await CommandRun.OfAsync([list], ["list"])).Results);
        string table = (await CommandRun.OfAsync([list], ["list", "--output", "table"])).Results;
        Assert.Contains("name", table, StringComparison.Ordinal);
        Assert.DoesNotContain("{", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_file_is_named_with_what_to_do()
    {
        Command read = new Command("read", "").Runs(async (call, cancellation) =>
        {
            await InputFile.ObjectAsync("/nowhere/config.json", call.Terminal, cancellation);
            return ExitCode.Done;
        });

        CommandRun run = await CommandRun.OfAsync([read], ["read"]);
        Assert.Equal((2, "error: /nowhere/config.json: no such file. Check the path.\n"), (run.ExitCode, run.Notes));
    }

    [Fact]
    public async Task Malformed_JSON_is_named_with_its_line()
    {
        Command read = new Command("read", "").Runs(async (call, cancellation) =>
        {
            await InputFile.JsonAsync("-", call.Terminal, cancellation);
            return ExitCode.Done;
        });

        CommandRun run = await CommandRun.OfAsync([read], ["read"], "{\n  \"a\": }");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("line 2", run.Notes, StringComparison.Ordinal);
    }

    private static Task<CommandRun> Failing(Exception error, params string[] more)
    {
        Command command = new Command("fail", "").Runs(async (_, _) =>
        {
            await Task.Yield();
            throw error;
        });
        return CommandRun.OfAsync([command], ["fail", .. more]);
    }
}
