using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse;

/// <summary>
/// What an upsert writes into the columns of a row that is there: what came, except where a member is lost at its source, which keeps what is stored. Paths through
/// lists name no stored place and are not kept.
/// </summary>
internal static class LostMembers
{
    /// <summary>One assignment a column, each with a leading comma.</summary>
    /// <param name="keep">The new value of a column with one nested member taken from the stored row: quoted column, present expression, steps.</param>
    public static string Updates(IReadOnlyList<StoredColumn> columns, IReadOnlyList<string> lost, Func<string, string, IReadOnlyList<string>, string> keep)
    {
        var assignments = columns.Where(column => !lost.Contains(column.Property)).Select(column =>
        {
            var name = ColumnNames.Quote(column.Name);
            var nested = lost.Where(path => path.StartsWith(column.Property + ".", StringComparison.Ordinal) && !path.Contains("[]", StringComparison.Ordinal));
            var value = nested.Aggregate($"excluded.{name}", (inner, path) => keep(name, inner, path[(column.Property.Length + 1)..].Split('.')));
            return $", {name} = {value}";
        });
        return string.Concat(assignments);
    }
}
