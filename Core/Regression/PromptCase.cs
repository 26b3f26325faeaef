using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions;

namespace Supertrack.Core.Regression;

/// <summary>
/// A case of a prompt: <c>{"name", "inputs": {placeholder: text}, "contains": [texts], "expected"?: text}</c>. Filled in, the prompt holds every text of
/// <c>contains</c>, and is <c>expected</c> where that is given.
/// </summary>
internal static class PromptCase
{
    /// <summary>What differs, one line; null when nothing does.</summary>
    /// <exception cref="FormatException">The case cannot be read.</exception>
    public static string? Run(string prompt, JsonObject given)
    {
        var inputs = (given["inputs"] as JsonObject ?? throw new FormatException("it has no inputs")).ToDictionary(one => one.Key, one => Text(one.Value, $"the input {one.Key}"));
        var wanted = (given["contains"] as JsonArray ?? []).Select(one => Text(one, "what it contains")).ToList();
        var expected = given["expected"] is { } whole ? Text(whole, "what is expected") : null;
        if (wanted.Count == 0 && expected is null) throw new FormatException("it expects nothing: give contains or expected");
        string filled;
        try
        {
            filled = PromptText.Fill(prompt, inputs);
        }
        catch (FormatException error)
        {
            return error.Message;
        }
        if (wanted.Find(one => !filled.Contains(one, StringComparison.Ordinal)) is { } missing) return $"filled in, it lacks \"{Short(missing)}\"";
        return expected is null || filled == expected ? null : $"filled in, it differs from character {filled.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count()} on";
    }

    private static string Text(JsonNode? value, string what) =>
        value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : throw new FormatException($"{what} is no text");

    private static string Short(string text) => text.Length > 80 ? text[..80] + "..." : text;
}
