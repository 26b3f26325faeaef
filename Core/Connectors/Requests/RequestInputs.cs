using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>What the requester itself puts into each request: parameters, headers and body, as templates.</summary>
internal sealed class RequestInputs
{
    public required SourceSession Session { get; init; }

    public InterpolatedMap? Parameters { get; init; }

    public InterpolatedMap? Headers { get; init; }

    /// <summary>All parameters as one template that gives a mapping.</summary>
    public Interpolated? ParametersText { get; init; }

    /// <summary>All headers as one template that gives a mapping.</summary>
    public Interpolated? HeadersText { get; init; }

    public InterpolatedMap? BodyData { get; init; }

    /// <summary>A whole body as one template: plain text, or a form where it gives a mapping.</summary>
    public Interpolated? BodyText { get; init; }

    public InterpolatedTree? BodyJson { get; init; }

    /// <summary>The parameter that takes the chosen properties, comma-separated.</summary>
    public string? PropertiesParameter { get; init; }

    public void Contribute(OptionSet options, Slice? slice, Value? token)
    {
        var scope = Scope.ForRequest(Session, slice, token);
        if (Parameters?.Evaluate(scope, ResultTypes.TextOrList) is { } parameters) options.Merge(OptionPlace.Parameter, parameters);
        if (ParametersText?.Evaluate(scope) is DictValue { Count: > 0 } allParameters) options.Merge(OptionPlace.Parameter, allParameters);
        if (HeadersText?.Evaluate(scope) is DictValue { Count: > 0 } allHeaders) options.Merge(OptionPlace.Header, allHeaders);
        if (PropertiesParameter is not null && slice?.Extra["query_properties"] is ListValue properties)
            options[OptionPlace.Parameter][PropertiesParameter] = Tree.Text(string.Join(',', properties.Items));
        if (Headers?.Evaluate(scope) is { } headers) options.Merge(OptionPlace.Header, headers);
        if (BodyData?.Evaluate(scope, ResultTypes.TextOrList) is { } data) options.Merge(OptionPlace.BodyData, data);
        if (BodyText?.Evaluate(scope) is { Truthy: true } text)
        {
            if (text is DictValue map) options.Merge(OptionPlace.BodyData, map);
            else options.BodyText = text.ToString();
        }
        if (BodyJson?.Evaluate(scope) is DictValue { Count: > 0 } json) options.Merge(OptionPlace.BodyJson, json);
    }
}
