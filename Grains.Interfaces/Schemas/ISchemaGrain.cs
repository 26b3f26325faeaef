using System.Collections.Immutable;
using Supertrack.Grains.Interfaces.Access;

namespace Supertrack.Grains.Interfaces.Schemas;

/// <summary>The schema of one stream of one connector; the key is tenant/connector/stream, the stream's name escaped as in an address.</summary>
[Alias("supertrack.schema-grain")]
public interface ISchemaGrain : IGrainWithStringKey
{
    /// <summary>What the source says it has, before a chunk is read. The first declaration is version 1.0.0.</summary>
    /// <returns>How the chunk is to be stored.</returns>
    [Alias("declare"), ResponseTimeout("00:10:00")]
    Task<SchemaDirections> DeclareAsync(string schema);

    /// <summary>The same with what the connector itself relies on, which makes it a reader of its stream.</summary>
    [Alias("declare-stream"), ResponseTimeout("00:10:00")]
    Task<SchemaDirections> DeclareStreamAsync(StreamDeclaration declaration);

    /// <summary>What a chunk brought that was new or did not fit.</summary>
    [Alias("observe"), ResponseTimeout("00:10:00")]
    Task ObserveAsync(SchemaObservation observation);

    /// <exception cref="Errors.NotFoundException">No run has read the stream yet.</exception>
    [Alias("get"), RequiresRole(Role.Viewer)]
    Task<SchemaView> GetAsync();

    /// <summary>All versions, the newest first.</summary>
    [Alias("history"), RequiresRole(Role.Viewer)]
    Task<ImmutableArray<SchemaVersionView>> HistoryAsync();

    /// <summary>The last drift events, the newest first.</summary>
    [Alias("events"), RequiresRole(Role.Viewer)]
    Task<ImmutableArray<SchemaEventView>> EventsAsync();

    /// <param name="policy">propagate_all, fields_only, ask or freeze; null for the tenant's.</param>
    [Alias("set-policy"), RequiresRole(Role.Editor)]
    Task<SchemaView> SetPolicyAsync(string? policy);

    /// <summary>Says which fields a reader relies on; none takes the reader out.</summary>
    /// <param name="reader">E.g. pipelines/orders.</param>
    [Alias("rely"), RequiresRole(Role.Editor)]
    Task<SchemaView> RelyAsync(string reader, ImmutableArray<string> fields);

    /// <summary>Lets the pending change happen, or refuses it.</summary>
    /// <exception cref="Errors.ConflictException">Nothing is pending, or the schema is frozen.</exception>
    [Alias("decide"), RequiresRole(Role.Editor), ResponseTimeout("00:10:00")]
    Task<SchemaView> DecideAsync(bool approve, string reason);

    /// <summary>Ends the view of the old shape; old columns are set aside with their values.</summary>
    /// <exception cref="Errors.ConflictException">No change waits for that.</exception>
    [Alias("contract"), RequiresRole(Role.Editor), ResponseTimeout("00:10:00")]
    Task<SchemaView> ContractAsync();
}
