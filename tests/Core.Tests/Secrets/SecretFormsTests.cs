using System.Text;
using Supertrack.Core.Secrets;

namespace Supertrack.Core.Tests.Secrets;

public sealed class SecretFormsTests
{
    [Theory]
    [InlineData("p@ss wörd/+=&\"x")]
    [InlineData("sk-live-0123456789")]
    [InlineData("12345678")]
    public void A_secret_is_found_however_it_is_written(string secret)
    {
        var forms = SecretForms.Of([secret]);
        string[] written =
        [
            secret, Uri.EscapeDataString(secret), System.Net.WebUtility.UrlEncode(secret), System.Text.Json.JsonSerializer.Serialize(secret),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + secret)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + secret + ":more")), Convert.ToBase64String(Encoding.UTF8.GetBytes("you:" + secret)).Replace('+', '-').Replace('/', '_'),
        ];
        Assert.All(written, text => Assert.Contains(forms, form => text.Contains(form, StringComparison.Ordinal)));
    }

    [Fact]
    public void Values_too_short_to_be_told_from_other_text_have_no_form() => Assert.Empty(SecretForms.Of(["abc", ""]));
}
