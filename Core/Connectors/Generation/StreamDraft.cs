using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors.Generation;

/// <summary>What was inferred of one stream, with a remark on each guess.</summary>
internal sealed record StreamDraft
{
    public required string Name { get; init; }

    /// <summary>Relative to the base URL, with {parent} parts filled by <see cref="Parent"/> and by settings of the configuration.</summary>
    public required string Path { get; init; }

    public IReadOnlyList<string> RecordPath { get; init; } = [];

    public string? PrimaryKey { get; init; }

    public string? CursorField { get; init; }

    /// <summary>How later reads ask only for what changed; null where they cannot.</summary>
    public SinceDraft? Since { get; init; }

    public PagingDraft? Paging { get; init; }

    /// <summary>Fixed query parameters; values may be templates.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The body of a POST as JSON, values may be templates; null for a GET.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>An error in an answer of status 200; null where there is no such thing.</summary>
    public string? ErrorPredicate { get; init; }

    /// <summary>The stream whose key fills the last open part of the path.</summary>
    public ParentDraft? Parent { get; init; }

    /// <summary>Settings of the configuration that fill parts of the path and required parameters.</summary>
    public IReadOnlyList<SettingDraft> Settings { get; init; } = [];

    public required JsonObject Schema { get; init; }

    /// <summary>"what: how sure", shown as comments.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <param name="Stream">The parent; its path until streams have names.</param>
/// <param name="Key">Its key.</param>
/// <param name="PathPart">The open part of the path that the key fills.</param>
internal sealed record ParentDraft(string Stream, string Key, string PathPart);

/// <summary>A setting that the description asks for.</summary>
/// <param name="Name">In the configuration.</param>
/// <param name="Title">For people.</param>
/// <param name="Default">Null where the user must give it.</param>
internal sealed record SettingDraft(string Name, string Title, string? Default = null, string Type = "string");
