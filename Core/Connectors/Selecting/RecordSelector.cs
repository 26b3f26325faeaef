using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Transformations;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Extracts, filters, transforms and normalizes the records of an answer.</summary>
internal sealed class RecordSelector
{
    public required SourceSession Session { get; init; }

    public required RecordExtractor Extractor { get; init; }

    public Condition? Filter { get; init; }

    /// <summary>Keeps what the cursor says is new; null for no such filter.</summary>
    public Func<DictValue, Slice, bool>? CursorFilter { get; init; }

    public IReadOnlyList<ITransformation> Transformations { get; init; } = [];

    public bool TransformFirst { get; init; }

    /// <summary>Gives the normalization when the first record comes; null for none.</summary>
    public Func<CancellationToken, ValueTask<SchemaNormalization?>>? Normalization { get; init; }

    /// <summary>Nothing touches a record between the answer and the page.</summary>
    public bool IsRaw => Filter is null && CursorFilter is null && Transformations.Count == 0 && Normalization is null && Extractor.RawPath is not null;

    public int Extracted { get; private set; }

    /// <summary>A selector for another slice read at the same time.</summary>
    public RecordSelector Fork() => (RecordSelector)MemberwiseClone();

    public IEnumerable<DictValue> Select(HttpAnswer answer, Slice slice, Value? token, SchemaNormalization? normalization) =>
        Process(Extractor.Extract(answer), slice, token, normalization);

    public IEnumerable<DictValue> Process(IEnumerable<Value> extracted, Slice slice, Value? token, SchemaNormalization? normalization)
    {
        Extracted = 0;
        var scope = Variables(slice, token);
        foreach (var value in extracted)
        {
            Extracted++;
            if (value is not DictValue record)
                throw new ConnectorException(FailureKind.System, $"A record is a {value.TypeName}, not an object. Correct field_path of the extractor.") { Slice = slice.Text };
            if (TransformFirst) Transform(record, scope);
            if (!Keeps(record, slice, scope)) continue;
            if (!TransformFirst) Transform(record, scope);
            normalization?.Apply(record);
            yield return record;
        }
    }

    private Scope Variables(Slice slice, Value? token)
    {
        var scope = Scope.ForRequest(Session, null, token).Set("stream_slice", slice.Value);
        return Filter is null ? scope : scope.Set("stream_slice.extra_fields", slice.Extra);
    }

    private bool Keeps(DictValue record, Slice slice, Scope scope)
    {
        if (CursorFilter is not null && !CursorFilter(record, slice)) return false;
        return Filter is null || Filter.Holds(scope.Set("record", record));
    }

    private void Transform(DictValue record, Scope scope)
    {
        foreach (var transformation in Transformations) transformation.Apply(record, scope);
    }
}
