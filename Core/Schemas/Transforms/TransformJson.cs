using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Transforms;

/// <summary>Reads transforms in the form manifests hold them.</summary>
public static class TransformJson
{
    /// <param name="steps">A list of <c>{"name": ..., ...settings}</c>; null or empty for the identity.</param>
    /// <exception cref="FormatException">A step is unknown or lacks a setting; the message names it.</exception>
    public static Chain Parse(JsonNode? steps) => steps is JsonArray list ? new Chain([.. list.Select(Step)]) : Chain.None;

    private static ValueTransform Step(JsonNode? step)
    {
        var name = step?["name"]?.ToString() ?? throw new FormatException("a transform has no name");
        string Text(string setting) => step[setting]?.ToString() ?? throw new FormatException($"transform {name} needs {setting}");
        int Number(string setting) => int.TryParse(Text(setting), out var number) ? number : throw new FormatException($"transform {name} needs a whole number as {setting}");
        return name switch
        {
            "retype" or "format" => new Retype(Text("to"), step["from"]?.ToString()),
            "scale" => decimal.TryParse(Text("by"), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var by) ? new Scale(by) : throw new FormatException("transform scale needs a number as by"),
            "map" => new MapValues((step["values"] as JsonObject ?? throw new FormatException("transform map needs values")).ToDictionary(pair => pair.Key, pair => pair.Value?.DeepClone()), step["else"]?.DeepClone()),
            "not" => new Not(),
            "strip" => new Strip(Text("prefix")),
            "prepend" => new Prepend(Text("prefix")),
            "part" => new Part(Text("by"), Number("index"), Number("of")),
            "join" => new Join(Text("by")),
            "split" => new Split(Text("by")),
            "fixed" => new Fixed(Number("places")),
            "wrap" => new Wrap(),
            "unwrap" => new Unwrap(),
            _ => throw new FormatException($"there is no transform '{name}'"),
        };
    }
}
