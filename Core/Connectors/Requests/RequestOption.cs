using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>Puts one value into a request: a parameter, a header, a form field, or a place in the JSON body.</summary>
internal sealed class RequestOption(SourceSession session, OptionPlace place, IReadOnlyList<Interpolated> path)
{
    public OptionPlace Place { get; } = place;

    /// <summary>The parameter's or header's name.</summary>
    public string Name => path[^1].Evaluate(new Scope(session)).ToString();

    public void Inject(OptionSet options, Value value)
    {
        var current = options[Place];
        var scope = new Scope(session);
        for (var i = 0; i < path.Count - 1; i++)
        {
            var step = path[i].Evaluate(scope).ToString();
            if (current[step] is not DictValue next) current[step] = next = new DictValue();
            current = next;
        }
        current[path[^1].Evaluate(scope).ToString()] = value;
    }
}
