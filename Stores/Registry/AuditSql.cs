using Supertrack.Core.Storage;

namespace Supertrack.Stores.Registry;

/// <summary>The query of the audit, in the SQL that both databases understand.</summary>
internal static class AuditSql
{
    public const string Columns = "tenant, at, actor, role, actor_tenant, action, target, outcome, hash";

    /// <summary>What is not asked for is left out, so that an index on what is can be used.</summary>
    public static (string Sql, object?[] Values) Select(string table, AuditQuery query, int limit)
    {
        var values = new List<object?>();
        var conditions = new List<string> { "TRUE" };
        Add("tenant =", query.Tenant);
        Add("actor =", query.Actor);
        Add("action =", query.Action);
        Add("target =", query.Target);
        Add("outcome =", query.Outcome);
        Add("at >=", query.From?.ToUnixTimeMilliseconds());
        Add("at <", query.To?.ToUnixTimeMilliseconds());
        Add("id <", query.Before);
        values.Add(limit);
        return ($"SELECT {Columns}, id FROM {table} WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT ${values.Count}", [.. values]);

        void Add(string comparison, object? value)
        {
            if (value is null)
                return;
            values.Add(value);
            conditions.Add($"{comparison} ${values.Count}");
        }
    }

    public static object?[] Values(AuditEntry entry) =>
        [entry.Tenant, entry.At.ToUnixTimeMilliseconds(), entry.Actor, entry.Role, entry.ActorTenant, entry.Action, entry.Target, entry.Outcome, entry.Hash];

    public static AuditEntry Read(System.Data.Common.DbDataReader reader) => new()
    {
        Tenant = reader.GetString(0),
        At = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
        Actor = reader.GetString(2),
        Role = reader.GetString(3),
        ActorTenant = reader.GetString(4),
        Action = reader.GetString(5),
        Target = reader.GetString(6),
        Outcome = reader.GetString(7),
        Hash = reader.GetString(8),
        Id = reader.GetInt64(9),
    };
}
