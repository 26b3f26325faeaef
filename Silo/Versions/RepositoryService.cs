using System.Threading.Channels;
using Supertrack.Core.Storage;
using Supertrack.Core.Versions;
using Supertrack.Grains.Access;
using Supertrack.Grains.Interfaces.Versions;
using Supertrack.Silo.Settings;
using Supertrack.Stores.Versions;
using Supertrack.Stores.Versions.Git;

namespace Supertrack.Silo.Versions;

/// <summary>
/// Takes up activations that a stop interrupted, and keeps the tenants' repositories and their remotes up to date: whenever something was frozen
/// or decided, and again and again while it does not succeed. What waits lies in the store's log, so a stop loses nothing.
/// </summary>
internal sealed class RepositoryService(VersionFolder store, IGrainFactory grains, CallerSeal seal, SiloSettings settings, TimeProvider clock, ILogger<RepositoryService> log) : BackgroundService
{
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();
    private readonly TimeSpan _retry = TimeSpan.FromSeconds(settings.Versions.RetrySeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Changed += Note;
        try
        {
            var tenants = store.Tenants().ToHashSet(StringComparer.Ordinal);
            foreach (var tenant in tenants) await ResumeAsync(tenant, stoppingToken);
            while (true)
            {
                tenants = await WriteAsync(tenants, stoppingToken);
                await WaitAsync(tenants, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
        finally
        {
            store.Changed -= Note;
        }
    }

    private void Note(string tenant) => _changed.Writer.TryWrite(tenant);

    /// <returns>Those that have to be tried again.</returns>
    private async Task<HashSet<string>> WriteAsync(IEnumerable<string> tenants, CancellationToken cancellationToken)
    {
        var late = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tenant in tenants)
        {
            if (await ProblemAsync(tenant, cancellationToken) is not { } problem) continue;
            VersionLog.Late(log, tenant, settings.Versions.RetrySeconds, problem);
            late.Add(tenant);
        }
        return late;
    }

    private async Task<string?> ProblemAsync(string tenant, CancellationToken cancellationToken)
    {
        try
        {
            await new GitMirror(store).WriteAsync(tenant, cancellationToken);
            if (settings.Versions.Remote is not { } remote) return null;
            var result = await new GitPush(store).PushAsync(tenant, new GitRemote(remote.Replace("{tenant}", tenant, StringComparison.Ordinal), settings.Versions.Header), cancellationToken);
            if (result.Conflicts.Count > 0) VersionLog.Conflict(log, tenant, string.Join(", ", result.Conflicts));
            if (!result.Done) return result.Detail;
            VersionLog.Pushed(log, tenant);
            return null;
        }
        catch (Exception error) when (error is GitException or StorageException or IOException or VersionException or FormatException)
        {
            return error.Message;
        }
    }

    /// <summary>Until something changes, or until those that are late are due again.</summary>
    private async Task WaitAsync(HashSet<string> tenants, CancellationToken cancellationToken)
    {
        using var due = tenants.Count > 0 ? new CancellationTokenSource(_retry, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, due.Token);
        try
        {
            await _changed.Reader.WaitToReadAsync(either.Token);
            while (_changed.Reader.TryRead(out var tenant)) tenants.Add(tenant);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Due again.
        }
    }

    private async Task ResumeAsync(string tenant, CancellationToken cancellationToken)
    {
        foreach (var artifact in await store.PendingAsync(tenant, cancellationToken))
        {
            seal.ActAsPlatform(tenant, "awakening");
            try
            {
                await grains.GetGrain<IArtifactGrain>(artifact.ToString()).ResumeAsync();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // One artifact that cannot go on must not keep the others from it.
                VersionLog.NotResumed(log, error, artifact.ToString());
            }
        }
    }
}
