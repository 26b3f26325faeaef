using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Supertrack.Grains;
using Supertrack.Silo.Access;
using Supertrack.Silo.Gateway;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Hosting;

/// <summary>Puts engine, stores and gateway together.</summary>
internal static class SiloHost
{
    /// <exception cref="SettingsException">The silo cannot start with these settings.</exception>
    public static WebApplication Build(string[] arguments, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(arguments, new Dictionary<string, string>(SettingsReader.Switches));
        adjust?.Invoke(builder);
        var settings = SettingsReader.Read(builder.Configuration);
        var data = DataFolder.Hold(settings.Data);
        try
        {
            return Build(builder, settings, data);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private static WebApplication Build(WebApplicationBuilder builder, SiloSettings settings, DataFolder data)
    {
        // What keeps the silo from starting is told once, by the program itself; that it is not ready, by the answer.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.Gateway.MaxBodyBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = ViewJson.Options.DefaultIgnoreCondition;
            foreach (var converter in ViewJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        StoreServices.Add(builder.Services, settings, data);
        Telemetry.Add(builder, settings);
        Engine.Add(builder, data);
        AddGateway(builder.Services);
        builder.Services.AddHostedService<Awakening>();
        var app = builder.Build();
        // What was made first is disposed last: the lock on the folder goes after everything that uses it.
        _ = app.Services.GetRequiredService<DataFolder>();
        Map(app);
        return app;
    }

    private static void AddGateway(IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<Problems>();
        services.AddOpenApi("v1", OpenApiDocument.Configure);
        services.AddSingleton<Readiness>();
        services.AddHealthChecks().AddCheck<Readiness>("ready", tags: ["ready"]);
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(Refusals.WriteAsync);
        app.UseMiddleware<CallerAuthentication>();
        app.UseMiddleware<Idempotency>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/v1");
        TenantsApi.Map(api);
        ConnectorsApi.Map(api);
        RunsApi.Map(api);
        ArtifactsApi.Map(api);
        RepairsApi.Map(api);
        IncidentsApi.Map(api);
        HostsApi.Map(api);
        NotificationsApi.Map(api);
        FindingsApi.Map(api);
        SchemasApi.Map(api);
        RecordsApi.Map(api);
        ExchangesApi.Map(api);
        EventsApi.Map(api);
        KeysApi.Map(api);
        DeadLettersApi.Map(api);
        AuditApi.Map(api);
        Engine.Map(app);
    }
}
