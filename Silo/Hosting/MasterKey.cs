using Azure.Core;
using Azure.Identity;
using Supertrack.Silo.Settings;
using Supertrack.Stores.Secrets;

namespace Supertrack.Silo.Hosting;

/// <summary>The key under which secrets and callers are sealed: from a file, the environment, or Azure Key Vault.</summary>
internal static class MasterKey
{
    /// <exception cref="SettingsException">There is no key in the place that the settings name.</exception>
    public static KeyFile Open(SiloSettings settings, DataFolder data)
    {
        try
        {
            if (settings.KeyVariable is { } variable)
                return EnvironmentKey.Open(variable, Environment.GetEnvironmentVariable);
            if (settings.KeyVaultSecret is { } secret)
                return KeyVaultKey.Open(new Uri(secret), () => new DefaultAzureCredential().GetToken(new TokenRequestContext([KeyVaultKey.Scope]), default).Token);
        }
        catch (Exception error) when (error is InvalidOperationException or AuthenticationFailedException)
        {
            throw new SettingsException(error.Message.ReplaceLineEndings(" "));
        }
        return KeyFile.OpenOrCreate(settings.KeyFile ?? data.KeyFile);
    }
}
