using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Matching.Transforms;

/// <summary>Reads what <see cref="Transform.ToJson"/> writes.</summary>
internal static class TransformJson
{
    public static Transform Read(JsonObject json)
    {
        try
        {
            return Known(json);
        }
        catch (Exception error) when (error is NullReferenceException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"transform {json.ToJsonString()}: a parameter is missing or of the wrong type; compare it with what a match report writes", error);
        }
    }

    private static Transform Known(JsonObject json) => (string?)json["op"] switch
    {
        "same" => SameValue.Instance,
        "retype" when (string?)json["to"] is "unix_seconds" or "unix_millis" => new TimeFormat((string)json["to"]!),
        "retype" when (string?)json["to"] is "iso_datetime" => new TimeFormat("%Y-%m-%dT%H:%M:%SZ"),
        "retype" => new Retype((string)json["to"]!, (int?)json["decimals"]) { Words = json["words"] is JsonArray words ? ((string)words[0]!, (string)words[1]!) : null },
        "format" => new TimeFormat((string)json["to"]!),
        "scale" => new Scale(Scalar.Number(json["by"]) ?? throw new InvalidOperationException("by is no number")),
        "map" => new MapValues(json["values"]!.AsObject().ToDictionary(p => p.Key, p => p.Value?.DeepClone()), json["else"]?.DeepClone()),
        "not" => new Not(),
        "strip" => new Strip((string)json["prefix"]!),
        "prepend" => new Prepend((string)json["prefix"]!),
        "case" => new Case((string)json["to"]!),
        "unwrap" => new Unwrap(),
        "wrap" => new Wrap(),
        "join" => new Join((string)json["by"]!),
        "part" => new Part((string)json["by"]!, (int)json["index"]!, (int)json["of"]!),
        "split" => new Split((string)json["by"]!),
        "each" => new EachItem(Read(json["item"]!.AsObject())),
        "steps" => new Steps([.. json["steps"]!.AsArray().Select(s => Read(s!.AsObject()))]),
        var other => throw new FormatException($"transform {other}: no such op; known are same, retype, format, scale, map, not, strip, prepend, case, unwrap, wrap, join, part, split, each, steps"),
    };
}
