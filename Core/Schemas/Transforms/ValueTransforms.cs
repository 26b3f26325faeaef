using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Transforms;

/// <summary>Numbers in another unit: the old value is the new one times a factor.</summary>
public sealed record Scale(decimal By) : ValueTransform
{
    public override string Name => "scale";

    public override double Bits => 8;

    public override JsonObject ToJson() => new() { ["name"] = Name, ["by"] = By };

    public override JsonNode? Apply(JsonNode? value)
    {
        if (value is not JsonValue scalar || !decimal.TryParse(scalar.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        try
        {
            var scaled = number * By;
            return scaled == decimal.Truncate(scaled) && scaled is >= long.MinValue and <= long.MaxValue ? JsonValue.Create((long)scaled) : JsonValue.Create(scaled / 1.000000000000000000000000000000m);
        }
        catch (OverflowException)
        {
            // Outside of what a decimal holds there is no exact answer to give.
            return null;
        }
    }
}

/// <summary>Enumeration values under other names.</summary>
/// <param name="Else">What any other value gives; null by default.</param>
public sealed record MapValues(IReadOnlyDictionary<string, JsonNode?> Values, JsonNode? Else = null) : ValueTransform
{
    public override string Name => "map";

    public override double Bits => 8 + (6 * Values.Count);

    public override JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["values"] = new JsonObject(Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))) };
        if (Else is not null) json["else"] = Else.DeepClone();
        return json;
    }

    public override JsonNode? Apply(JsonNode? value) => value is not JsonValue scalar ? null : (Values.TryGetValue(scalar.ToString(), out var old) ? old : Else)?.DeepClone();
}

/// <summary>The opposite of a boolean.</summary>
public sealed record Not : ValueTransform
{
    public override string Name => "not";

    public override JsonObject ToJson() => new() { ["name"] = Name };

    public override JsonNode? Apply(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<bool>(out var flag) ? JsonValue.Create(!flag) : null;
}

/// <summary>The old text is the new one without a prefix.</summary>
public sealed record Strip(string Prefix) : ValueTransform
{
    public override string Name => "strip";

    public override JsonObject ToJson() => new() { ["name"] = Name, ["prefix"] = Prefix };

    public override JsonNode? Apply(JsonNode? value) =>
        value?.ToString() is { } text && text.StartsWith(Prefix, StringComparison.Ordinal) ? JsonValue.Create(text[Prefix.Length..]) : null;
}

/// <summary>The old text is the new one behind a prefix.</summary>
public sealed record Prepend(string Prefix) : ValueTransform
{
    public override string Name => "prepend";

    public override JsonObject ToJson() => new() { ["name"] = Name, ["prefix"] = Prefix };

    public override JsonNode? Apply(JsonNode? value) => value is JsonValue scalar ? JsonValue.Create(Prefix + scalar) : null;
}

/// <summary>One part of a text that holds several.</summary>
/// <param name="By">The separator.</param>
/// <param name="Index">Which part, counted from 0.</param>
/// <param name="Of">How many parts there are; the last takes the rest.</param>
public sealed record Part(string By, int Index, int Of) : ValueTransform
{
    public override string Name => "part";

    public override double Bits => 8;

    public override JsonObject ToJson() => new() { ["name"] = Name, ["by"] = By, ["index"] = Index, ["of"] = Of };

    public override JsonNode? Apply(JsonNode? value)
    {
        var parts = value?.ToString().Split(By, Of);
        return parts is not null && parts.Length > Index ? JsonValue.Create(parts[Index]) : null;
    }
}

/// <summary>Several texts joined; the value is their list.</summary>
public sealed record Join(string By) : ValueTransform
{
    public override string Name => "join";

    public override bool TakesLists => true;

    public override double Bits => 8;

    public override JsonObject ToJson() => new() { ["name"] = Name, ["by"] = By };

    public override JsonNode? Apply(JsonNode? value) =>
        value is JsonArray list && list.Any(part => part is not null) ? JsonValue.Create(string.Join(By, list.Where(part => part is not null).Select(part => part!.ToString()))) : null;
}

/// <summary>The old value is a list of the new one.</summary>
public sealed record Wrap : ValueTransform
{
    public override string Name => "wrap";

    public override bool TakesLists => true;

    public override JsonObject ToJson() => new() { ["name"] = Name };

    public override JsonNode? Apply(JsonNode? value) => value is null ? null : new JsonArray(value.DeepClone());
}

/// <summary>The old value is the only or first item of the new list.</summary>
public sealed record Unwrap : ValueTransform
{
    public override string Name => "unwrap";

    public override bool TakesLists => true;

    public override JsonObject ToJson() => new() { ["name"] = Name };

    public override JsonNode? Apply(JsonNode? value) => value is JsonArray { Count: > 0 } list ? list[0]?.DeepClone() : null;
}

/// <summary>The old list is written as one text.</summary>
/// <param name="By">The separator.</param>
public sealed record Split(string By) : ValueTransform
{
    public override string Name => "split";

    public override JsonObject ToJson() => new() { ["name"] = Name, ["by"] = By };

    public override JsonNode? Apply(JsonNode? value) =>
        value is JsonValue scalar ? new JsonArray([.. scalar.ToString().Split(By, StringSplitOptions.RemoveEmptyEntries).Select(part => (JsonNode)JsonValue.Create(part))]) : null;
}

/// <summary>A number as a text with a fixed count of decimal places.</summary>
public sealed record Fixed(int Places) : ValueTransform
{
    public override string Name => "fixed";

    public override JsonObject ToJson() => new() { ["name"] = Name, ["places"] = Places };

    public override JsonNode? Apply(JsonNode? value) =>
        value is JsonValue scalar && decimal.TryParse(scalar.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number.ToString("F" + Places, CultureInfo.InvariantCulture)) : null;
}
