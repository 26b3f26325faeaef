using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Engine;

namespace Orleans.Hosting;

/// <summary>Features of a silo that are off unless asked for.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Traces calls from caller to grain; see <see cref="Diagnostics.ActivitySources"/>.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton<ActivityPropagation>();
        return builder;
    }
}
