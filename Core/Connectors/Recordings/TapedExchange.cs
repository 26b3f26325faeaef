using Supertrack.Core.Connectors.Http;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>One exchange as it passed, nothing masked: it never leaves memory in this form.</summary>
/// <param name="Page">The page it was made for, from 1.</param>
/// <param name="Request">The request.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="Body">The answer's body.</param>
internal sealed record TapedExchange(
    long Page, HttpExchangeRequest Request, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Pages that were complete before the next exchange.</summary>
    public List<PageSummary> Pages { get; } = [];
}
