using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;
using Supertrack.Grains.Interfaces.Access;
using Supertrack.Grains.Interfaces.Versions;
using Supertrack.Silo.Access;

namespace Supertrack.Silo.Gateway;

/// <summary>Frozen versions and what is live where. Versions never change, so reading asks the store; whatever changes something goes through the artifact's grain.</summary>
internal static class ArtifactsApi
{
    private const string Latest = "latest";

    public static void Map(RouteGroupBuilder api)
    {
        var artifacts = api.MapGroup("/tenants/{tenant}/artifacts").WithTags("Versions");
        artifacts.MapGet("/", ListAsync).WithName("listArtifacts").Produces<ListView>();
        var one = artifacts.MapGroup("/{kind}/{name}");
        one.MapGet("/versions", VersionsAsync).WithName("listVersions").Produces<ListView>();
        one.MapPost("/versions", FreezeAsync).WithName("freezeVersion").Produces<JsonObject>(201);
        one.MapGet("/versions/{version}", ShowAsync).WithName("getVersion").Produces<JsonObject>();
        one.MapGet("/diff", DiffAsync).WithName("diffVersions").Produces<JsonObject>();
        one.MapGet("/verification", VerifyAsync).WithName("verifyVersions").Produces<ListView>();
        one.MapGet("/deployments", StatusAsync).WithName("getDeployments").Produces<JsonObject>();
        one.MapPost("/deployments/{environment}/{action}", DecideAsync).WithName("decideDeployment").Produces<JsonObject>();
        one.MapGet("/log", LogAsync).WithName("listDecisions").Produces<ListView>();
    }

    private static async Task<ListView> ListAsync(string tenant, int? limit, string? cursor, IVersionStore store, HttpContext context)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        var wanted = Cursor.Limit(limit);
        var after = Cursor.Document(cursor) is { } place ? ArtifactId.Parse(place.Id) : null;
        var found = await store.ListLatestAsync(tenant, after, wanted + 1, context.RequestAborted);
        var next = found.Count > wanted ? Cursor.Of(new Core.Storage.ReadDocument("", tenant, found[wanted - 1].Artifact.ToString(), "", 0, false, "")) : null;
        return new ListView([.. found.Take(wanted).Select(version => Element(VersionViews.Of(version)))], next);
    }

    private static async Task<ListView> VersionsAsync(string tenant, string kind, string name, int? limit, string? cursor, IVersionStore store, HttpContext context)
    {
        var artifact = Readable(context, tenant, kind, name);
        return Page(await store.ListAsync(artifact, context.RequestAborted), VersionViews.Of, limit, cursor);
    }

    private static async Task<IResult> FreezeAsync(string tenant, string kind, string name, FreezeBody body, IGrainFactory grains, HttpContext context)
    {
        var artifact = ArtifactId.Of(tenant, kind, name);
        var frozen = await Grain(grains, artifact).FreezeAsync(body.Proposal());
        var view = JsonNode.Parse(frozen.Json)!.AsObject();
        return Answers.Created(context, $"/api/v1/tenants/{tenant}/artifacts/{kind}/{name}/versions/{view["version"]}", view);
    }

    private static async Task<IResult> ShowAsync(string tenant, string kind, string name, string version, IVersionStore store, HttpContext context)
    {
        var artifact = Readable(context, tenant, kind, name);
        var loaded = await store.LoadAsync(artifact, version == Latest ? null : SemanticVersion.Parse(version), context.RequestAborted);
        return Answers.Ok(context, VersionViews.Of(loaded, withText: true), $"\"{loaded.Id}\"");
    }

    private static async Task<IResult> DiffAsync(string tenant, string kind, string name, string from, string to, IVersionStore store, ActivationChecks checks, HttpContext context)
    {
        var artifact = Readable(context, tenant, kind, name);
        var (old, now) = (SemanticVersion.Parse(from), SemanticVersion.Parse(to));
        var path = await checks.PathAsync(artifact, old, now, context.RequestAborted);
        return Answers.Ok(context, VersionViews.Diff(await store.LoadAsync(artifact, old, context.RequestAborted), await store.LoadAsync(artifact, now, context.RequestAborted), path));
    }

    private static async Task<ListView> VerifyAsync(string tenant, string kind, string name, string? version, int? limit, string? cursor, IVersionStore store, HttpContext context)
    {
        var artifact = Readable(context, tenant, kind, name);
        return Page(await VersionCheck.RunAsync(store, artifact, version is null ? null : SemanticVersion.Parse(version), context.RequestAborted), VersionViews.Of, limit, cursor);
    }

    private static async Task<IResult> StatusAsync(string tenant, string kind, string name, IVersionStore store, HttpContext context)
    {
        var artifact = Readable(context, tenant, kind, name);
        return Answers.Ok(context, VersionViews.Of(artifact, await store.DeploymentAsync(artifact, context.RequestAborted)));
    }

    private static async Task<IResult> DecideAsync(string tenant, string kind, string name, string environment, string action, DecideBody? body, IGrainFactory grains, HttpContext context)
    {
        var grain = Grain(grains, ArtifactId.Of(tenant, kind, name));
        var request = new StageRequest
        {
            Action = action,
            Environment = environment,
            Version = body?.Version,
            Reason = body?.Reason ?? "",
            AcceptBreaking = body?.AcceptBreaking ?? false,
            Override = body?.Override,
        };
        var done = action == "rollback" ? await grain.RollbackAsync(request) : await grain.DecideAsync(request);
        return Answers.Ok(context, JsonNode.Parse(done.Json));
    }

    private static async Task<ListView> LogAsync(string tenant, string kind, string name, int? limit, string? cursor, IVersionStore store, HttpContext context)
    {
        var artifact = Readable(context, tenant, kind, name);
        var (wanted, skipped) = (Cursor.Limit(limit), (int)Cursor.Row(cursor));
        return Page(await store.AuditAsync(artifact, skipped + wanted + 1, context.RequestAborted), entry => VersionViews.Of(artifact, entry), limit, cursor);
    }

    private static ArtifactId Readable(HttpContext context, string tenant, string kind, string name)
    {
        CallerAuthentication.Require(context, tenant, Role.Viewer);
        return ArtifactId.Of(tenant, kind, name);
    }

    private static ListView Page<T>(IReadOnlyList<T> all, Func<T, JsonObject> view, int? limit, string? cursor)
    {
        var (wanted, skipped) = (Cursor.Limit(limit), (int)Cursor.Row(cursor));
        return new ListView([.. all.Skip(skipped).Take(wanted).Select(one => Element(view(one)))], all.Count > skipped + wanted ? Cursor.Of(skipped + wanted) : null);
    }

    private static JsonElement Element(JsonObject view) => JsonSerializer.SerializeToElement(view);

    private static IArtifactGrain Grain(IGrainFactory grains, ArtifactId artifact) => grains.GetGrain<IArtifactGrain>(artifact.ToString());
}
