using System.Net.Http.Headers;
using System.Text.Json;

namespace Supertrack.Stores.Secrets;

/// <summary>
/// The key as a secret of Azure Key Vault, 32 bytes in Base64, read once at the start
/// (https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret).
/// </summary>
public static class KeyVaultKey
{
    /// <summary>What tokens for Key Vault are asked for.</summary>
    public const string Scope = "https://vault.azure.net/.default";

    private const string Version = "7.4";
    private const int MostBytes = 64 * 1024;

    /// <param name="secret">Its identifier, e.g. <c>https://NAME.vault.azure.net/secrets/supertrack-key</c>, with or without a version.</param>
    /// <param name="token">Gives an access token for <see cref="Scope"/>.</param>
    /// <param name="handler">Sends the request; null for the real one.</param>
    /// <exception cref="InvalidOperationException">Key Vault does not answer or has no such key; the message says what to do.</exception>
    public static KeyFile Open(Uri secret, Func<string> token, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(token);
        using var client = new HttpClient(handler ?? new HttpClientHandler { AllowAutoRedirect = false }, disposeHandler: handler is null) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = MostBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(secret) { Query = "api-version=" + Version }.Uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        try
        {
            using var answer = client.Send(request);
            using var body = answer.Content.ReadAsStream();
            return answer.IsSuccessStatusCode ? KeyText.Parse(Value(body), $"the secret {secret}")
                : throw new InvalidOperationException($"Azure Key Vault answered {(int)answer.StatusCode} for {secret}. Check that the secret exists and that this identity may get it.");
        }
        catch (HttpRequestException error)
        {
            throw new InvalidOperationException($"Azure Key Vault at {secret.Host} cannot be reached ({error.Message}). Check the address and the network.", error);
        }
    }

    private static string? Value(Stream body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("value", out var value) ? value.GetString() : null;
        }
        catch (JsonException)
        {
            // The caller says that there is no key in it.
            return null;
        }
    }
}
