using System.Text;
using Orleans.Runtime;

namespace Orleans.Storage.Sqlite;

/// <summary>Which row of the table <c>state</c>, as UTF-8.</summary>
internal sealed record StateRow(byte[] Provider, byte[] Name, byte[] Grain)
{
    public static StateRow Of(byte[] provider, string stateName, GrainId grain) =>
        new(provider, Encoding.UTF8.GetBytes(stateName), Encoding.UTF8.GetBytes(grain.ToString()));

    /// <summary>Binds the three parts of the key from a parameter on.</summary>
    public SqliteStatement Bind(SqliteStatement statement, int from) =>
        statement.BindText(from, Grain).BindText(from + 1, Name).BindText(from + 2, Provider);
}

/// <summary>What became of a write: stored, or the etag that stands there instead (0: none).</summary>
internal readonly record struct StateOutcome(bool Stored, long Current);
