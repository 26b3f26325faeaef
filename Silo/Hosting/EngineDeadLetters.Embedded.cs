using Orleans.Runtime;
using Orleans.Streams;
using Supertrack.Core.Storage;
using Supertrack.Grains;

namespace Supertrack.Silo.Hosting;

/// <summary>Those of the embedded engine's durable stream.</summary>
internal sealed class EngineDeadLetters(IStreamDeadLetters letters) : IDeadLetters
{
    public IReadOnlyList<DeadLetter> List(string? tenant, long before, int limit) => [.. letters.List(tenant, before, limit).Select(View)];

    public DeadLetter? Find(string? tenant, long id) =>
        letters.Find(id) is { } found && (tenant is null || GrainKeys.TenantOf(GrainId.Parse(found.Grain).Key.ToString()!) == tenant) ? View(found) : null;

    public async Task<string?> RetryAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            return await letters.RetryAsync(id, cancellationToken);
        }
        catch (KeyNotFoundException)
        {
            // Somebody else had it delivered or discarded meanwhile, which is what was wanted.
            return null;
        }
        catch (InvalidOperationException gone)
        {
            return gone.Message;
        }
    }

    public Task<bool> DiscardAsync(long id) => letters.DiscardAsync(id);

    private static DeadLetter View(StreamDeadLetter letter) =>
        new(letter.Id, letter.Stream, letter.Grain, letter.At, letter.Attempts, letter.Error, letter.Data);
}
