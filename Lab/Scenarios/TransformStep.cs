using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

public enum RetypeTarget
{
    String,
    Integer,
    Number,
    Boolean,
    UnixSeconds,
    UnixMillis,
    IsoDatetime,
}

/// <summary>One step from the data set's shape to a version's shape. Fields are dotted paths; <c>[]</c> passes through a list.</summary>
public abstract record TransformStep;

public sealed record RenameStep(string From, string To) : TransformStep;

public sealed record MoveStep(string From, string To) : TransformStep;

public sealed record RemoveStep(string Field) : TransformStep;

public sealed record AddStep(string Field, JsonNode? Value) : TransformStep;

public sealed record RetypeStep(string Field, RetypeTarget To) : TransformStep;

/// <summary>Values are looked up by their text; one that is not listed stays.</summary>
public sealed record MapStep(string Field, IReadOnlyDictionary<string, JsonNode?> Values) : TransformStep;

/// <summary>The last part takes the rest of the text; parts that are not there are null.</summary>
public sealed record SplitStep(string Field, IReadOnlyList<string> Into, string By) : TransformStep;

public sealed record NestStep(IReadOnlyList<string> Fields, string Into) : TransformStep;

/// <summary>The value becomes the only item of a list, inside an object when <paramref name="Key"/> is given.</summary>
public sealed record ListStep(string Field, string To, string? Key) : TransformStep;
