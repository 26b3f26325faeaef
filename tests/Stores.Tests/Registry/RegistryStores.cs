using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Registry;

public sealed record RegistryStores(IReadModel Lists, IEventLog Events, IApiKeys Keys, IIdempotencyStore Answers, IAuditLog Audit);
