using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>What must hold of changes before they are planned.</summary>
internal static class ChangeChecks
{
    public static void Require(ModelTable table, IReadOnlyList<ColumnChange> changes, MigrationSql sql)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in changes.SelectMany(c => c.Sources))
        {
            var column = table.Columns.FirstOrDefault(c => c.Name == source)
                ?? throw new MigrationException($"{table.Name} has no column {source}. Compare with the table's present schema.");
            if (!used.Add(source)) throw new MigrationException($"{source} of {table.Name} is changed twice. Put its changes together.");
            if (table.PrimaryKey.Contains(source)) throw new MigrationException($"{source} is part of the key of {table.Name}, and rows are told apart by it. Move the rows to a new table instead.");
            if (!column.Nullable && sql.Name == "sqlite") throw new MigrationException($"{source} of {table.Name} may not be null, which SQLite cannot take back. Move the rows to a new table instead.");
        }
        var kept = table.Columns.Select(c => c.Name).Where(n => !used.Contains(n));
        var names = new HashSet<string>(kept, StringComparer.OrdinalIgnoreCase);
        foreach (var added in changes.SelectMany(c => c.Targets))
        {
            if (added.Name.Contains("{attempt}", StringComparison.Ordinal)) throw new MigrationException($"{added.Name} cannot be a column: plans use {{attempt}} themselves. Name it otherwise.");
            if (!names.Add(added.Name)) throw new MigrationException($"{table.Name} would have two columns {added.Name}. Name one otherwise.");
        }
        foreach (var text in changes.OfType<JoinColumns>().SelectMany(j => j.Sources.Select(s => table.Columns.First(c => c.Name == s))).Concat(changes.OfType<SplitColumn>().Select(s => table.Columns.First(c => c.Name == s.From))))
            if (text.Type != ColumnType.Text) throw new MigrationException($"{text.Name} of {table.Name} is {text.Type}, and only texts are split and joined. Retype it first.");
        foreach (var scale in changes.OfType<ScaleColumn>())
            if (scale.Factor == 0) throw new MigrationException($"{scale.From} of {table.Name} times 0 says nothing. Retire the column instead.");
        foreach (var by in changes.OfType<SplitColumn>().Select(s => s.By).Concat(changes.OfType<JoinColumns>().Select(j => j.By)))
            if (by.Length == 0) throw new MigrationException($"A split or join in {table.Name} has nothing between the parts. Name the text between them.");
    }
}
