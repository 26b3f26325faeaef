using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Supertrack.Stores.Versions.Git;

/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error, at most its last 4,000 characters.</param>
internal sealed record GitAnswer(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>
/// Runs git's own program on one bare repository, locked down: no configuration but ours and no environment but what it needs, no hooks, no
/// prompts, no helpers, only the transports that are allowed, and an end to everything after the time given.
/// </summary>
/// <param name="repository">The bare repository.</param>
/// <param name="header">An HTTP header for the remote, e.g. an Authorization; travels in the environment, which other users cannot read. Null for none.</param>
internal sealed class GitProgram(string repository, string? header = null)
{
    public static readonly TimeSpan LocalLimit = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan RemoteLimit = TimeSpan.FromMinutes(5);

    private const int MostError = 4_000;

    private static readonly string[] Passed = ["PATH", "SystemRoot", "TMPDIR", "TEMP", "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy", "no_proxy", "HTTPS_PROXY", "NO_PROXY", "SSH_AUTH_SOCK"];

    // What the repository's own configuration file may say must not run anything.
    private static readonly (string Key, string Value)[] Settings =
    [
        ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("core.fsync", "all"), ("core.attributesFile", "/dev/null"), ("core.logAllRefUpdates", "false"),
        ("credential.helper", ""), ("gc.auto", "0"), ("maintenance.auto", "false"), ("protocol.allow", "never"), ("protocol.file.allow", "always"),
        ("protocol.https.allow", "always"), ("protocol.http.allow", "always"), ("protocol.ssh.allow", "always"), ("http.followRedirects", "false"), ("transfer.fsckObjects", "true"),
        ("submodule.recurse", "false"), ("commit.gpgSign", "false"), ("tag.gpgSign", "false"), ("remote.origin.mirror", "false"), ("push.followTags", "false"),
    ];

    public Task<GitAnswer> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) => RunAsync(arguments, null, LocalLimit, null, cancellationToken);

    /// <param name="input">Writes standard input; null for none.</param>
    /// <param name="index">The index file to use; null for none.</param>
    /// <exception cref="GitException">git is missing or took too long.</exception>
    public async Task<GitAnswer> RunAsync(IEnumerable<string> arguments, Func<Stream, Task>? input, TimeSpan limit, string? index, CancellationToken cancellationToken)
    {
        var command = arguments.ToList();
        using var process = Start(command, index);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(limit);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, ending.Token);
            var error = ReadAsync(process.StandardError.BaseStream, ending.Token);
            await WriteAsync(process, input).WaitAsync(ending.Token);
            await process.WaitForExitAsync(ending.Token);
            var said = Encoding.UTF8.GetString(await error);
            return new GitAnswer(process.ExitCode, await output, said.Length > MostError ? said[^MostError..] : said);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GitException(GitFailure.TimedOut, $"git {command[0]} in {repository} took longer than {limit.TotalSeconds:0} s and was ended. It is tried again; check the disk and the remote.");
        }
        finally
        {
            End(process);
        }
    }

    /// <exception cref="GitException">git ended with another code than 0.</exception>
    public async Task<GitAnswer> RequireAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, Func<Stream, Task>? input = null, string? index = null)
    {
        var command = arguments.ToList();
        var answer = await RunAsync(command, input, LocalLimit, index, cancellationToken);
        return answer.ExitCode == 0 ? answer : throw Failed(command[0], answer);
    }

    public GitException Failed(string command, GitAnswer answer) =>
        new(GitFailure.Failed, $"git {command} in {repository} failed: {OneLine(answer.Error)}. Check the repository with git fsck; it can be made anew from the store by moving it aside.");

    internal static string OneLine(string error) =>
        string.Join("; ", error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(5)) is { Length: > 0 } text ? text.TrimEnd('.') : "it said nothing";

    private Process Start(List<string> command, string? index)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(repository)! };
        var inherited = Passed.Select(name => (name, Value: Environment.GetEnvironmentVariable(name))).Where(one => one.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited) start.Environment[name] = value;
        foreach (var (name, value) in Locked(index)) start.Environment[name] = value;
        command.ForEach(start.ArgumentList.Add);
        try
        {
            return Process.Start(start) ?? throw new Win32Exception("it did not start");
        }
        catch (Win32Exception error)
        {
            throw new GitException(GitFailure.Missing, $"The program git cannot be started ({error.Message}). Install git and see that it is on the PATH.", error);
        }
    }

    private IEnumerable<(string Name, string Value)> Locked(string? index)
    {
        var nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        yield return ("GIT_DIR", repository);
        if (index is not null) yield return ("GIT_INDEX_FILE", index);
        yield return ("HOME", Path.GetDirectoryName(repository)!);
        yield return ("LC_ALL", "C");
        yield return ("GIT_CONFIG_NOSYSTEM", "1");
        yield return ("GIT_CONFIG_GLOBAL", nothing);
        yield return ("GIT_CONFIG_SYSTEM", nothing);
        yield return ("GIT_TERMINAL_PROMPT", "0");
        yield return ("GIT_ASKPASS", "");
        yield return ("GIT_NO_REPLACE_OBJECTS", "1");
        yield return ("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes");
        var settings = Settings.Append(("safe.directory", repository)).ToList();
        if (header is not null) settings.Add(("http.extraHeader", header));
        yield return ("GIT_CONFIG_COUNT", settings.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        for (var i = 0; i < settings.Count; i++)
        {
            yield return ($"GIT_CONFIG_KEY_{i}", settings[i].Item1);
            yield return ($"GIT_CONFIG_VALUE_{i}", settings[i].Item2);
        }
    }

    private static async Task WriteAsync(Process process, Func<Stream, Task>? input)
    {
        try
        {
            await using var stream = process.StandardInput.BaseStream;
            if (input is not null) await input(stream);
        }
        catch (IOException)
        {
            // git ended before it had read everything; its exit code and words say why.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended between the two calls.
        }
    }
}
