using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Schemas;

namespace Supertrack.Core.Connectors.Reading;

/// <summary>Everything that is needed to read one stream, made of the manifest and the configuration. Immutable; each read opens its own cursor.</summary>
internal sealed record StreamPlan
{
    public required string Name { get; init; }

    public required SourceSession Session { get; init; }

    /// <summary>Opens the cursor at a state; null or empty for the start.</summary>
    public required Func<JsonObject?, StreamCursor> OpenCursor { get; init; }

    /// <summary>Makes the component that fetches pages, for one read.</summary>
    /// <remarks>The flag says whether there is a state: a first read may take a child's first page from its parent.</remarks>
    public required Func<StreamCursor, bool, IPageFetcher> OpenPages { get; init; }

    public required ISchemaLoader Schema { get; init; }

    public IReadOnlyList<IReadOnlyList<string>> PrimaryKey { get; init; } = [];

    /// <summary>Null where the stream is not incremental.</summary>
    public string? CursorField { get; init; }

    /// <summary>Brings states of older forms into the present one.</summary>
    /// <summary>The state is older than the API remembers: the read starts without it.</summary>
    public bool DropsState { get; init; }

    public Func<JsonObject, JsonObject> MigrateState { get; init; } = state => state;
}
