using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>The streams of an opened source: those written in the manifest, those a condition allows, and those made at run time.</summary>
internal sealed class StreamCatalog
{
    private readonly SourceSession _session;
    private readonly Component _source;
    private readonly StreamCompiler _compiler;
    private readonly List<Component> _static;
    private List<DynamicStream>? _dynamic;

    public StreamCatalog(SourceSession session, Component source)
    {
        (_session, _source, _compiler) = (session, source, new StreamCompiler(session));
        _static = [.. source.Children("streams").SelectMany(Allowed)];
        foreach (var stream in _static) CollectParents(stream.Node);
    }

    private IEnumerable<Component> Allowed(Component stream)
    {
        if (stream.Type != "ConditionalStreams") return [stream];
        return stream.Condition("condition")?.Holds(new Scope(_session)) ?? true ? stream.Children("streams") : [];
    }

    public StreamPlan Compile(Component stream, JsonObject? state) => _compiler.Compile(stream, state);

    public string NameOf(Component stream) => _compiler.NameOf(stream);

    /// <summary>The streams that resolvers made, with the name of their template.</summary>
    public async ValueTask<IReadOnlyList<DynamicStream>> DynamicAsync(CancellationToken cancellationToken)
    {
        if (_dynamic is not null) return _dynamic;
        var made = new List<DynamicStream>();
        var definitions = _source.Children("dynamic_streams");
        for (var i = 0; i < definitions.Count; i++)
        {
            var resolver = new StreamResolver(_session, _compiler, definitions[i]);
            await foreach (var stream in resolver.ResolveAsync(cancellationToken))
            {
                if (made.Exists(other => NameOf(other.Stream) == NameOf(stream)))
                    throw new ConnectorException(FailureKind.Config, $"Two streams are named '{NameOf(stream)}'. Give the entries of the configuration different names.");
                made.Add(new DynamicStream(definitions[i].Text("name") ?? $"dynamic_stream_{i}", stream));
                CollectParents(stream.Node);
            }
        }
        return _dynamic = made;
    }

    public async ValueTask<IReadOnlyList<Component>> AllAsync(CancellationToken cancellationToken) =>
        [.. _static, .. (await DynamicAsync(cancellationToken)).Select(made => made.Stream)];

    /// <exception cref="ConnectorException">There is no such stream.</exception>
    public async ValueTask<Component> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_static.Find(stream => NameOf(stream) == name) is { } known) return known;
        var all = await AllAsync(cancellationToken);
        return all.FirstOrDefault(stream => NameOf(stream) == name)
            ?? throw new ConnectorException(FailureKind.Config, $"There is no stream '{name}'. Use one of: {string.Join(", ", all.Select(NameOf))}.");
    }

    private void CollectParents(ManifestNode node)
    {
        foreach (var (key, value) in node.Fields)
        {
            if (key == "parent_stream_configs")
                foreach (var parent in value.Items)
                    if (parent["stream"]?["name"] is { } name) _compiler.Parents.Add(name.ScalarText);
            if (value.Kind == NodeKind.Map && key is not ("schema_loader" or Parameters.Key)) CollectParents(value);
            else if (value.Kind == NodeKind.List)
                foreach (var item in value.Items) CollectParents(item);
        }
    }
}

/// <summary>A stream made at run time.</summary>
internal sealed record DynamicStream(string Template, Component Stream);
