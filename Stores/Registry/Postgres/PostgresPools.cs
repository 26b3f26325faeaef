using System.Data.Common;

namespace Supertrack.Stores.Registry.Postgres;

/// <summary>
/// Bounds how many connections one silo opens: a PostgreSQL server takes 100 by default, and refuses the next one while a bounded pool only waits.
/// </summary>
public static class PostgresPools
{
    private static readonly string[] Names = ["Maximum Pool Size", "MaxPoolSize"];

    /// <summary>The connection string with a largest pool, unless it names one itself.</summary>
    public static string Bounded(string connectionString, int most)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!Names.Any(settings.ContainsKey))
            settings[Names[0]] = most;
        return settings.ConnectionString;
    }
}
