using Supertrack.Core.Connectors.Compiling;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Checks a connection by reading the first record of the streams that the manifest names for it.</summary>
internal sealed class ConnectionCheck(SourceSession session, StreamCatalog catalog, ManifestNode? check)
{
    /// <summary>A configuration's own choice of the streams to be checked.</summary>
    private const string ChosenStreams = "__airbyte_check_stream_names";

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, value) in check?["config_overrides"]?.Fields ?? [])
            session.Config[key] = Trees.Tree.FromNode(value);
        var all = await catalog.AllAsync(cancellationToken);
        if (all.Count == 0) return new CheckResult(false, "The manifest has no stream with this configuration. Check the configuration.");
        if (check?.TypeName == "CheckDynamicStream")
            return check["use_check_availability"] is { Kind: NodeKind.Boolean, Boolean: false } ? new CheckResult(true, "")
                : await ReadFirstAsync([.. all.Take((int)(check["stream_count"]?.Integer ?? 1))], cancellationToken);
        var names = Names();
        if (names.FirstOrDefault(name => !all.Any(stream => catalog.NameOf(stream) == name)) is { } missing)
            return new CheckResult(false, $"There is no stream '{missing}' to check. Use one of: {string.Join(", ", all.Select(catalog.NameOf))}.");
        var chosen = names.Select(name => all.First(stream => catalog.NameOf(stream) == name)).ToList();
        return await ReadFirstAsync([.. chosen, .. await DynamicAsync(cancellationToken)], cancellationToken);
    }

    private List<string> Names() => session.Config[ChosenStreams] is ListValue { Items.Count: > 0 } chosen
        ? [.. chosen.Items.Select(name => name.ToString())]
        : [.. (check?["stream_names"]?.Items ?? []).Select(name => name.ScalarText)];

    private async Task<List<Component>> DynamicAsync(CancellationToken cancellationToken)
    {
        var chosen = new List<Component>();
        foreach (var setting in check?["dynamic_streams_check_configs"]?.Items ?? [])
        {
            var template = setting["dynamic_stream_name"]?.ScalarText;
            var made = (await catalog.DynamicAsync(cancellationToken)).Where(stream => stream.Template == template).Select(stream => stream.Stream);
            chosen.AddRange(setting["stream_count"] is { Kind: NodeKind.Integer } count ? made.Take((int)count.Integer) : made);
        }
        return chosen;
    }

    private async Task<CheckResult> ReadFirstAsync(IReadOnlyList<Component> streams, CancellationToken cancellationToken)
    {
        foreach (var stream in streams)
        {
            try
            {
                using var engine = new StreamEngine(catalog.Compile(stream, null), null);
                while (await engine.NextAsync(cancellationToken) is { } page && (page.Page is null || page.Page.Count == 0))
                {
                    // A slice may be empty: the next one is tried.
                }
            }
            catch (ConnectorException exception)
            {
                return new CheckResult(false, session.Secrets.Apply($"Stream {catalog.NameOf(stream)} cannot be read: {exception.Message}"));
            }
        }
        return new CheckResult(true, "");
    }
}
