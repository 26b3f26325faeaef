using System.Globalization;
using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Waits;

/// <summary>A rate in requests a second (Amazon Selling Partner: <c>x-amzn-RateLimit-Limit: 0.0167</c>): the next request is due after its inverse.</summary>
internal sealed class RateHeader : IWaitSource
{
    public Wait? Read(Answer answer) =>
        answer.Status == 429 && answer.Header("x-amzn-ratelimit-limit") is { } text
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0
            ? new(Math.Ceiling(Math.Round(1 / rate, 1)), "x-amzn-ratelimit-limit: " + text + " requests a second")
            : null;
}
