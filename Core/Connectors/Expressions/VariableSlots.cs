using System.Collections.Frozen;

namespace Supertrack.Core.Connectors.Expressions;

/// <summary>The variables that nearly every expression reads have fixed places, so that no name is looked up while records flow.</summary>
internal static class VariableSlots
{
    private static readonly string[] Names =
    [
        "config", "parameters", "record", "response", "headers", "stream_slice", "next_page_token",
        "last_record", "last_page_size", "components_values", "creation_response", "polling_response", "download_target",
    ];

    private static readonly FrozenDictionary<string, int> Slots = Names
        .Select((name, slot) => (name, slot))
        .Append(("stream_interval", Array.IndexOf(Names, "stream_slice")))
        .Append(("stream_partition", Array.IndexOf(Names, "stream_slice")))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    public static int Count => Names.Length;

    public static int Of(string name) => Slots.TryGetValue(name, out var slot) ? slot : -1;
}
