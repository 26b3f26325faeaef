using System.Text.Json.Nodes;

namespace Supertrack.Core.Connectors;

/// <summary>One stream as discovery tells it.</summary>
public sealed record StreamDescriptor
{
    public required string Name { get; init; }

    /// <summary>JSON Schema of a record.</summary>
    public required JsonObject JsonSchema { get; init; }

    /// <summary>One path a key field; empty without a key.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PrimaryKey { get; init; } = [];

    /// <summary>Path of the cursor field; empty without one.</summary>
    public IReadOnlyList<string> CursorField { get; init; } = [];

    /// <summary>Dotted paths that a repair marked as lost at the source: what is stored of them stays.</summary>
    public IReadOnlyList<string> LostFields { get; init; } = [];

    public IReadOnlyList<SyncMode> SyncModes { get; init; } = [SyncMode.FullRefresh];
}

/// <summary>The result of a connection check.</summary>
/// <param name="Succeeded">True when every checked stream could be read.</param>
/// <param name="Message">Empty on success; otherwise what failed, where, and the next step.</param>
public sealed record CheckResult(bool Succeeded, string Message);

/// <summary>What the runtime cannot run of a manifest.</summary>
/// <param name="Path">Dotted path, e.g. <c>streams[2].retriever.paginator</c>.</param>
/// <param name="Component">Component type or expression.</param>
/// <param name="Reason">Why, and what to do instead.</param>
public sealed record UnsupportedComponent(string Path, string Component, string Reason);

/// <summary>The answer of the linter.</summary>
public sealed record LintReport(bool Supported, IReadOnlyList<string> Streams, IReadOnlyList<UnsupportedComponent> Unsupported);
