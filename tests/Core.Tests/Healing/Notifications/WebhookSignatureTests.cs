using Supertrack.Core.Healing.Notifications;

namespace Supertrack.Core.Tests.Healing.Notifications;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void It_is_the_one_that_the_specification_gives_as_its_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("whsec_not base64 at all", false)]
    [InlineData("", false)]
    public void A_key_that_is_none_is_told_from_one(string secret, bool valid) => Assert.Equal(valid, WebhookSignature.IsSecret(secret));

    [Fact]
    public void A_made_key_can_sign() => Assert.StartsWith("v1,", WebhookSignature.Sign(WebhookSignature.Secret(new byte[32]), "id", DateTimeOffset.UnixEpoch, ""), StringComparison.Ordinal);
}
