using System.Net;
using Supertrack.Stores.Secrets;

namespace Supertrack.Stores.Tests.Secrets;

public sealed class KeySourceTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static readonly Uri Secret = new("https://house.vault.azure.net/secrets/supertrack-key");

    [Fact]
    public void What_one_source_of_the_key_seals_every_other_source_of_it_opens()
    {
        var fromEnvironment = EnvironmentKey.Open("K", name => name == "K" ? Key + "\n" : null);
        var vault = new Vault(HttpStatusCode.OK, $$"""{"value":"{{Key}}","id":"x"}""");
        var fromVault = KeyVaultKey.Open(Secret, () => "aad-token", vault);
        var path = Path.Combine(Directory.CreateTempSubdirectory("supertrack-key").FullName, "data.key");
        File.WriteAllBytes(path, Convert.FromBase64String(Key));
        var fromFile = KeyFile.OpenOrCreate(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal("hush", fromVault.Open(fromEnvironment.Seal("hush")));
        Assert.Equal("hush", fromFile.Open(fromVault.Seal("hush")));
        Assert.Equal(fromFile.Derive("x"), fromEnvironment.Derive("x"));
        Assert.Equal(("https://house.vault.azure.net/secrets/supertrack-key?api-version=7.4", "Bearer aad-token"), (vault.Asked, vault.Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all")]
    public void What_is_no_key_is_refused_with_the_way_to_make_one(string? text)
    {
        var error = Assert.Throws<InvalidOperationException>(() => EnvironmentKey.Open("K", _ => text));
        Assert.Contains("openssl rand -base64 32", error.Message, StringComparison.Ordinal);
        Assert.Contains("variable K", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "{}", "answered 403")]
    [InlineData(HttpStatusCode.OK, "<html>", "no key")]
    [InlineData(HttpStatusCode.OK, "{\"value\":\"short\"}", "no key")]
    [InlineData(HttpStatusCode.Redirect, "", "answered 302")]
    public void A_vault_that_gives_no_key_says_why_and_never_shows_what_it_gave(HttpStatusCode status, string body, string says)
    {
        var error = Assert.Throws<InvalidOperationException>(() => KeyVaultKey.Open(Secret, () => "aad-token", new Vault(status, body)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aad-token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", error.Message, StringComparison.Ordinal);
    }

    private sealed class Vault(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public string Asked { get; private set; } = "";

        public string Token { get; private set; } = "";

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Asked, Token) = (request.RequestUri!.AbsoluteUri, request.Headers.Authorization!.ToString());
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}
