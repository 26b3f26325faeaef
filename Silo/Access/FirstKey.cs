using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Access;

/// <summary>Makes the first administrator's key. It is shown once and cannot be shown again.</summary>
internal sealed class FirstKey(IApiKeys keys, SiloSettings settings, TimeProvider clock)
{
    /// <summary>The key's text when it was made just now at random, else null.</summary>
    public async Task<string?> CreateAsync(CancellationToken cancellationToken)
    {
        var given = settings.AdministratorKey is { } text && ApiKey.TryParse(text, out var parsed) ? parsed : null;
        var key = given ?? ApiKey.Create();
        var record = new ApiKeyRecord(key.Id, key.Hash, Caller.AnyTenant, nameof(Role.Administrator), "first administrator", clock.GetUtcNow(), null);
        var made = await keys.AddFirstAsync(record, cancellationToken);
        return made && given is null ? key.Text : null;
    }
}
