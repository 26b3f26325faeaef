using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>Adds credentials to requests. The base class adds none.</summary>
internal class Authenticator
{
    public static Authenticator None { get; } = new();

    /// <summary>Adds what goes into headers, parameters or body.</summary>
    public virtual ValueTask ContributeAsync(OptionSet options, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Puts the credential's header on a finished request, again before every repeat, as the credential may have changed.</summary>
    public virtual ValueTask<IReadOnlyList<KeyValuePair<string, string>>> SignAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken) => ValueTask.FromResult(headers);

    /// <summary>Gets a new credential where that is possible.</summary>
    public virtual ValueTask RefreshAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected static IReadOnlyList<KeyValuePair<string, string>> WithHeader(IReadOnlyList<KeyValuePair<string, string>> headers, string name, string value)
    {
        var changed = headers.ToList();
        HttpRequester.Put(changed, name, value);
        return changed;
    }
}
