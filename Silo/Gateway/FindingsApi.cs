using Supertrack.Grains.Interfaces.Connectors;

namespace Supertrack.Silo.Gateway;

/// <summary>What was noticed about runs that ended well, and what people take for normal.</summary>
internal static class FindingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var findings = api.MapGroup("/tenants/{tenant}/connectors/{connector}/findings").WithTags("Findings");
        findings.MapGet("/", ListAsync).WithName("listFindings").Produces<FindingView[]>();
        findings.MapPost("/accept", AcceptAsync).WithName("acceptFindings").Produces<ConnectorView>();
    }

    private static async Task<IResult> ListAsync(string tenant, string connector, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, (await ConnectorsApi.Grain(grains, tenant, connector).GetAsync()).Findings);

    private static async Task<IResult> AcceptAsync(string tenant, string connector, AcceptBody? body, IGrainFactory grains, HttpContext context) =>
        Answers.Ok(context, await ConnectorsApi.Grain(grains, tenant, connector).AcceptFindingsAsync(body?.Stream, body?.Measure));
}
