using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders.Sqlite;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>Reminders in the engine's SQLite database.</summary>
public static class SqliteReminderSiloBuilderExtensions
{
    /// <summary>Adds reminders, kept where <see cref="SqliteSiloBuilderExtensions.UseSqliteStore"/> says.</summary>
    public static ISiloBuilder UseSqliteReminderService(this ISiloBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(ReminderService)))
            return builder;
        services.AddSqliteStore();
        services.AddSingleton<ReminderTable>();
        services.AddSingleton<ReminderService>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ReminderService>());
        services.AddSingleton<IReminderRegistry, ReminderRegistry>();
        return builder;
    }
}
