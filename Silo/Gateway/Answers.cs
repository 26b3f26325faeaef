using Supertrack.Grains;

namespace Supertrack.Silo.Gateway;

/// <summary>Answers with their headers.</summary>
internal static class Answers
{
    public static string? IfMatch(HttpContext context) => context.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? tag : null;

    public static IResult Ok<T>(HttpContext context, T view, string? etag = null)
    {
        if (etag is null)
            return Results.Json(view, ViewJson.Options);
        context.Response.Headers.ETag = etag;
        return context.Request.Headers.IfNoneMatch.ToString() == etag ? Results.StatusCode(304) : Results.Json(view, ViewJson.Options);
    }

    public static IResult Created<T>(HttpContext context, string location, T view, string? etag = null) => At(context, 201, location, view, etag);

    /// <summary>The work goes on; the address tells how far it is.</summary>
    public static IResult Accepted<T>(HttpContext context, string location, T view) => At(context, 202, location, view, null);

    private static IResult At<T>(HttpContext context, int status, string location, T view, string? etag)
    {
        context.Response.Headers.Location = location;
        if (etag is not null)
            context.Response.Headers.ETag = etag;
        return Results.Json(view, ViewJson.Options, statusCode: status);
    }
}
