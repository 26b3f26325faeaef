using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Interpolation;

/// <summary>The variables that the templates of one place may use.</summary>
internal sealed class Scope(SourceSession session)
{
    public EvaluationContext Context { get; } = new(session.Config, session.Clock);

    public Scope Set(string name, Value? value)
    {
        Context[name] = value;
        return this;
    }

    /// <summary>For the parts of a request: slice, page token and the slice's extra fields.</summary>
    /// <param name="token">What the paginator gave for this page; null on the first.</param>
    public static Scope ForRequest(SourceSession session, Slice? slice, Value? token)
    {
        var scope = new Scope(session);
        scope.Set("stream_slice", slice?.Value ?? Tree.None);
        scope.Set("next_page_token", token is null ? Tree.None : Tree.Map("next_page_token", token));
        if (slice is null) return scope;
        foreach (var (key, value) in Tree.Entries(slice.Extra))
            if (key is not ("stream_interval" or "stream_partition")) scope.Set(key, value);
        return scope;
    }
}
