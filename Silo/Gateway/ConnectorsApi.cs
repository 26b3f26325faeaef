using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Documentation;
using Supertrack.Core.Storage;
using Supertrack.Grains;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

internal static class ConnectorsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var connectors = api.MapGroup("/tenants/{tenant}/connectors").WithTags("Connectors");
        connectors.MapPost("/", RegisterAsync).WithName("registerConnector").Produces<ConnectorView>(201);
        connectors.MapGet("/", ListAsync).WithName("listConnectors");
        connectors.MapGet("/{connector}", GetAsync).WithName("getConnector").Produces<ConnectorView>();
        connectors.MapPut("/{connector}", UpdateAsync).WithName("updateConnector").Produces<ConnectorView>();
        connectors.MapGet("/{connector}/manifest", ManifestAsync).WithName("getManifest").Produces<ManifestVersion>();
        connectors.MapGet("/{connector}/docs", DocsAsync).WithName("getConnectorDocs").Produces<string>(200, "text/markdown");
        connectors.MapPut("/{connector}/schedule", ScheduleAsync).WithName("setSchedule").Produces<ConnectorView>();
        connectors.MapPost("/{connector}/check", CheckAsync).WithName("checkConnector").Produces<CheckOutcome>();
        connectors.MapPost("/{connector}/pause", PauseAsync).WithName("pauseConnector").Produces<ConnectorView>();
        connectors.MapPost("/{connector}/resume", ResumeAsync).WithName("resumeConnector").Produces<ConnectorView>();
        connectors.MapPost("/{connector}/retire", RetireAsync).WithName("retireConnector").Produces<ConnectorView>();
        connectors.MapPost("/{connector}/reset", ResetAsync).WithName("resetConnector").Produces<ConnectorView>();
    }

    public static IConnectorGrain Grain(IGrainFactory grains, string tenant, string connector) =>
        grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(tenant, connector));

    private static async Task<IResult> RegisterAsync(string tenant, ConnectorBody body, IGrainFactory grains, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Editor);
        if (await lists.FindAsync("tenant", tenant, tenant, context.RequestAborted) is null)
            throw new NotFoundException($"There is no tenant {tenant}. Create it with POST /api/v1/tenants.");
        if (!Identifier.IsValid(body.Id))
            throw new InvalidRequestException("invalid_name", $"'{body.Id}' cannot be a connector's id: use {Identifier.Rule}.");
        var view = await Grain(grains, tenant, body.Id!).RegisterAsync(body.Definition());
        return Answers.Created(context, $"/api/v1/tenants/{tenant}/connectors/{view.Id}", view, view.Etag);
    }

    private static Task<ListView> ListAsync(string tenant, int? limit, string? cursor, IReadModel lists, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return Lists.PageAsync(lists, "connector", tenant, null, limit, cursor, context.RequestAborted);
    }

    private static async Task<IResult> GetAsync(string tenant, string connector, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).GetAsync());

    private static async Task<IResult> UpdateAsync(string tenant, string connector, ConnectorBody body, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).UpdateAsync(body.Definition(), Answers.IfMatch(context)));

    private static async Task<IResult> ManifestAsync(string tenant, string connector, int? version, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector).GetManifestAsync(version ?? 0));

    private static async Task<IResult> DocsAsync(string tenant, string connector, IGrainFactory grains)
    {
        var manifest = await Grain(grains, tenant, connector).GetManifestAsync(0);
        return Results.Text(ConnectorPage.Write(ConnectorManifest.Parse(manifest.Text, connector), connector), "text/markdown; charset=utf-8");
    }

    private static async Task<IResult> ScheduleAsync(string tenant, string connector, SyncSchedule body, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).SetScheduleAsync(body, Answers.IfMatch(context)));

    private static async Task<IResult> CheckAsync(string tenant, string connector, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await Grain(grains, tenant, connector).CheckAsync());

    private static async Task<IResult> PauseAsync(string tenant, string connector, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).PauseAsync());

    private static async Task<IResult> ResumeAsync(string tenant, string connector, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).ResumeAsync());

    private static async Task<IResult> RetireAsync(string tenant, string connector, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).RetireAsync(Answers.IfMatch(context)));

    private static async Task<IResult> ResetAsync(string tenant, string connector, ResetBody? body, IGrainFactory grains, HttpContext context) =>
        Tagged(context, await Grain(grains, tenant, connector).ResetAsync(body?.DropRows ?? false));

    private static IResult Tagged(HttpContext context, ConnectorView view) => Answers.Ok(context, view, view.Etag);
}
