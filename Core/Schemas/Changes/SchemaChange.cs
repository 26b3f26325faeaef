using System.Text.Json.Nodes;

namespace Supertrack.Core.Schemas.Changes;

/// <summary>Kinds of change; in JSON with underscores (`field_added`).</summary>
public enum ChangeKind
{
    FieldAdded,
    FieldRemoved,
    FieldRenamed,
    FieldMoved,
    TypeChanged,
    NullableChanged,
    RequiredChanged,
    EnumChanged,
    FormatChanged,
    ConstraintChanged,
    KeyChanged,
}

/// <summary>Who can go on with data of the other side.</summary>
public enum Compatibility
{
    /// <summary>Neither: a reader of either schema meets data it cannot take.</summary>
    None,

    /// <summary>Readers of the new schema take old data.</summary>
    Backward,

    /// <summary>Readers of the old schema take new data.</summary>
    Forward,

    /// <summary>Both.</summary>
    Full,
}

/// <summary>The part of a semantic version that a change raises.</summary>
public enum Bump
{
    Patch,
    Minor,
    Major,
}

/// <summary>One difference of two schemas.</summary>
/// <param name="Path">The old path; the new one for an added field.</param>
/// <param name="BreaksReaders">Whether a reader of the old schema can be given something it does not take.</param>
/// <param name="BreaksWriters">Whether data written by the old schema is not valid by the new one.</param>
public sealed record SchemaChange(ChangeKind Kind, string Path, JsonNode? Old, JsonNode? New, bool BreaksReaders, bool BreaksWriters)
{
    /// <summary>Whether somebody who relied on the old schema must act.</summary>
    public bool Breaking => BreaksReaders;

    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind switch
        {
            ChangeKind.FieldAdded => "field_added",
            ChangeKind.FieldRemoved => "field_removed",
            ChangeKind.FieldRenamed => "field_renamed",
            ChangeKind.FieldMoved => "field_moved",
            ChangeKind.TypeChanged => "type_changed",
            ChangeKind.NullableChanged => "nullable_changed",
            ChangeKind.RequiredChanged => "required_changed",
            ChangeKind.EnumChanged => "enum_changed",
            ChangeKind.FormatChanged => "format_changed",
            ChangeKind.ConstraintChanged => "constraint_changed",
            _ => "key_changed",
        },
        ["path"] = Path,
        ["old"] = Old?.DeepClone(),
        ["new"] = New?.DeepClone(),
        ["breaking"] = Breaking,
        ["breaks"] = new JsonArray([.. ((string?[])[BreaksReaders ? "reader" : null, BreaksWriters ? "writer" : null]).Where(b => b is not null).Select(b => (JsonNode?)JsonValue.Create(b))]),
    };
}

/// <summary>All differences of two schemas and what they mean for compatibility and version.</summary>
public sealed record SchemaDifference(IReadOnlyList<SchemaChange> Changes)
{
    public Compatibility Compatibility => (Changes.Any(c => c.BreaksWriters), Changes.Any(c => c.BreaksReaders)) switch
    {
        (false, false) => Compatibility.Full,
        (false, true) => Compatibility.Backward,
        (true, false) => Compatibility.Forward,
        _ => Compatibility.None,
    };

    public Bump Bump => Changes.Any(c => c.Breaking) ? Bump.Major : Changes.Count > 0 ? Bump.Minor : Bump.Patch;

    public JsonObject ToJson() => new()
    {
        ["changes"] = new JsonArray([.. Changes.Select(c => (JsonNode?)c.ToJson())]),
        ["compatibility"] = Compatibility.ToString().ToLowerInvariant(),
        ["bump"] = Bump.ToString().ToLowerInvariant(),
    };
}
