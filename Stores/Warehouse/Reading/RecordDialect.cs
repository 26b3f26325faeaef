using System.Data.Common;
using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse.Reading;

/// <summary>What two databases say differently when records are read.</summary>
internal abstract class RecordDialect
{
    /// <summary>The column <c>_extra</c> as text.</summary>
    public abstract string Extra { get; }

    /// <summary>A column as it is compared and sorted by; null where it has no value that can be.</summary>
    public abstract string Comparable(StoredColumn column);

    /// <summary>The same of a parameter that is bound as text.</summary>
    public abstract string Comparable(ColumnType type, string parameter);

    /// <summary>A column as a text that <see cref="RecordValues.Normalise"/> takes and that compares as the column does.</summary>
    public abstract string Key(StoredColumn column);

    /// <summary>Writes a column that is not null.</summary>
    public abstract void Write(DbDataReader reader, int index, ColumnType type, Utf8JsonWriter writer);
}
