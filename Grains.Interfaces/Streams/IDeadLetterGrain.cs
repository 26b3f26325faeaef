using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Interfaces.Streams;

/// <summary>The events that grains of one tenant could not take; the key is the tenant, or * for all tenants.</summary>
[Alias("supertrack.dead-letter-grain")]
public interface IDeadLetterGrain : IGrainWithStringKey
{
    /// <summary>At most <paramref name="limit"/>, the latest first.</summary>
    /// <param name="before">Only those with a smaller id.</param>
    [Alias("list"), RequiresRole(Role.Operator), ReadOnly]
    Task<ImmutableArray<DeadLetterView>> ListAsync(long before, int limit);

    /// <exception cref="Errors.NotFoundException">The tenant has no such dead letter.</exception>
    [Alias("get"), RequiresRole(Role.Operator), ReadOnly]
    Task<DeadLetterView> GetAsync(long id);

    /// <summary>Brings the event to its subscriber once more, beside the stream's order.</summary>
    /// <exception cref="Errors.NotFoundException">The tenant has no such dead letter.</exception>
    /// <exception cref="Errors.ConflictException">The subscriber failed again, or is gone; the message says why.</exception>
    [Alias("retry"), RequiresRole(Role.Operator), ResponseTimeout("00:02:00")]
    Task RetryAsync(long id);

    /// <summary>Forgets the event.</summary>
    /// <exception cref="Errors.NotFoundException">The tenant has no such dead letter.</exception>
    [Alias("discard"), RequiresRole(Role.Operator)]
    Task DiscardAsync(long id);
}
