using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Supertrack.Silo.Gateway;

/// <summary>The description of the gateway, OpenAPI 3.1.</summary>
internal static class OpenApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Supertrack",
                Version = "v1",
                Description = "Send an API key as 'Authorization: Bearer st_...'. Refusals are RFC 9457 problems with code, traceId, retryable and nextAction. "
                    + "Lists take limit and cursor. POST takes Idempotency-Key; PUT takes If-Match.",
            };
            document.Servers = [];
            var components = document.Components ??= new OpenApiComponents();
            components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
