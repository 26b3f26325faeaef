using System.Globalization;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>Names of views, and of columns while both shapes live in one table.</summary>
internal sealed class MigrationNames(ModelTable table, IReadOnlyList<ColumnChange> changes, int version)
{
    private readonly string _next = (version + 1).ToString(CultureInfo.InvariantCulture);
    private readonly string _this = version.ToString(CultureInfo.InvariantCulture);
    private readonly HashSet<string> _old = new(table.Columns.Select(c => c.Name), StringComparer.OrdinalIgnoreCase);

    public string Table { get; } = MigrationSql.Quote(table.Name);

    public string OldViewName => MigrationSql.Suffixed(table.Name, "__v" + _this);

    public string NewViewName => MigrationSql.Suffixed(table.Name, "__v" + _next);

    public string OldView => MigrationSql.Quote(OldViewName);

    public string NewView => MigrationSql.Quote(NewViewName);

    /// <summary>The name of a new column until the contract phase: its own, unless an old one still has that.</summary>
    public string Physical(ModelColumn column) => _old.Contains(column.Name) ? MigrationSql.Suffixed(column.Name, "__v" + _next) : column.Name;

    /// <summary>The name under which an old column is set aside.</summary>
    public string Aside(string column) => MigrationSql.Suffixed(column, "__was_v" + _this);

    /// <summary>The name under which an added column is kept when the change is taken back.</summary>
    public string Undone(ModelColumn column) => MigrationSql.Suffixed(column.Name, $"__undone_v{_next}_{{attempt}}");

    /// <summary>Columns of both shapes.</summary>
    public IEnumerable<ModelColumn> Kept => table.Columns.Where(c => !changes.Any(x => x.Sources.Contains(c.Name)));
}
