using System.Collections.Immutable;
using System.Text.Json;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Schemas;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Schemas of stored streams: versions, policy, who relies on what, and the decisions of people.</summary>
internal static class SchemasApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var schemas = api.MapGroup("/tenants/{tenant}/connectors/{connector}/schemas").WithTags("Schemas");
        schemas.MapGet("/", ListAsync).WithName("listSchemas");
        schemas.MapGet("/{stream}", GetAsync).WithName("getSchema").Produces<SchemaView>();
        schemas.MapGet("/{stream}/versions", HistoryAsync).WithName("listSchemaVersions");
        schemas.MapGet("/{stream}/events", EventsAsync).WithName("listSchemaEvents");
        schemas.MapPut("/{stream}/policy", PolicyAsync).WithName("setSchemaPolicy").Produces<SchemaView>();
        schemas.MapPut("/{stream}/readers", RelyAsync).WithName("setSchemaReader").Produces<SchemaView>();
        schemas.MapPost("/{stream}/decisions", DecideAsync).WithName("decideSchema").Produces<SchemaView>();
        schemas.MapPost("/{stream}/contract", ContractAsync).WithName("contractSchema").Produces<SchemaView>();
    }

    private static Task<ListView> ListAsync(string tenant, string connector, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, "schema", tenant, connector, limit, cursor, context.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string tenant, string connector, string stream, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector, stream).GetAsync());

    private static async Task<ListView> HistoryAsync(string tenant, string connector, string stream, IGrainFactory grains) =>
        All(await Grain(grains, tenant, connector, stream).HistoryAsync());

    private static async Task<ListView> EventsAsync(string tenant, string connector, string stream, IGrainFactory grains) =>
        All(await Grain(grains, tenant, connector, stream).EventsAsync());

    private static async Task<IResult> PolicyAsync(string tenant, string connector, string stream, SchemaPolicyBody body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector, stream).SetPolicyAsync(body.Policy));

    private static async Task<IResult> RelyAsync(string tenant, string connector, string stream, SchemaReaderBody body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector, stream).RelyAsync(body.Reader, [.. body.Fields ?? []]));

    private static async Task<IResult> DecideAsync(string tenant, string connector, string stream, SchemaDecisionBody body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector, stream).DecideAsync(body.Approve, body.Reason ?? ""));

    private static async Task<IResult> ContractAsync(string tenant, string connector, string stream, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector, stream).ContractAsync());

    private static ListView All<T>(ImmutableArray<T> found) => new([.. found.Select(item => JsonSerializer.SerializeToElement(item, ViewJson.Options))], null);

    private static ISchemaGrain Grain(IGrainFactory grains, string tenant, string connector, string stream) =>
        grains.GetGrain<ISchemaGrain>(GrainKeys.Schema(tenant, connector, stream));
}

/// <param name="Policy">propagate_all, fields_only, ask or freeze; null for the tenant's.</param>
internal sealed record SchemaPolicyBody(string? Policy);

/// <param name="Fields">Empty takes the reader out.</param>
internal sealed record SchemaReaderBody(string Reader, IReadOnlyList<string>? Fields);

/// <param name="Approve">False refuses the pending change.</param>
internal sealed record SchemaDecisionBody(bool Approve, string? Reason);
