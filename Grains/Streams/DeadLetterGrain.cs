using System.Collections.Immutable;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Streams;

namespace Supertrack.Grains.Streams;

/// <summary>Holds nothing itself: the engine keeps the dead letters.</summary>
public sealed class DeadLetterGrain(IDeadLetters letters) : Grain, IDeadLetterGrain
{
    private const int MostListed = 1_000;

    private string? Tenant => this.GetPrimaryKeyString() is var key && key == Caller.AnyTenant ? null : key;

    public Task<ImmutableArray<DeadLetterView>> ListAsync(long before, int limit) =>
        Task.FromResult(letters.List(Tenant, before, Math.Clamp(limit, 1, MostListed)).Select(letter => View(letter) with { Error = FirstLine(letter.Error) }).ToImmutableArray());

    public Task<DeadLetterView> GetAsync(long id) => Task.FromResult(View(Existing(id)));

    public async Task RetryAsync(long id)
    {
        Existing(id);
        if (await letters.RetryAsync(id, CancellationToken.None) is { } why)
            throw new ConflictException("delivery_failed", $"The subscriber could not take the event again: {why.TrimEnd('.')}. Correct the cause and retry, or discard it.");
    }

    public async Task DiscardAsync(long id)
    {
        Existing(id);
        await letters.DiscardAsync(id);
    }

    private DeadLetter Existing(long id) => letters.Find(Tenant, id)
        ?? throw new NotFoundException($"There is no dead letter {id}. List those there are; one that was delivered or discarded is gone.");

    private static string FirstLine(string text) => text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? text[..end].TrimEnd('\r') : text;

    private static DeadLetterView View(DeadLetter letter) => new()
    {
        Id = letter.Id,
        Stream = letter.Stream,
        Subscriber = letter.Subscriber,
        At = letter.At,
        Attempts = letter.Attempts,
        Error = letter.Error,
        Data = letter.Data,
    };
}
