using System.Globalization;
using System.Text;
using Supertrack.Core.Schemas.Dialects;

namespace Supertrack.Core.Schemas.Migrations;

/// <summary>What the two databases write differently. A conversion that a value does not survive gives NULL, never a guess and never an error.</summary>
internal abstract class MigrationSql
{
    public abstract string Name { get; }

    /// <summary>The column that numbers the rows where the table has none of its own; null where there must be one.</summary>
    public abstract string? DefaultRow { get; }

    /// <summary>Statements that keep writers away until the end of the transaction.</summary>
    public abstract IReadOnlyList<string> Lock(string table);

    public abstract string Type(ColumnType type);

    /// <summary>True where the two differ, NULL counting as a value.</summary>
    public abstract string Differ(string a, string b);

    public abstract string Find(string text, string part);

    protected abstract string FromText(string text, ColumnType type);

    protected abstract string AsText(string value, ColumnType type);

    protected abstract string? Direct(string value, ColumnType from, ColumnType to);

    public static MigrationSql Of(string dialect) => dialect switch
    {
        "sqlite" => new SqliteMigrationSql(),
        "postgres" => new PostgresMigrationSql(),
        _ => throw new MigrationException($"No plans for '{dialect}': name sqlite or postgres, or move the data to a new table there."),
    };

    public string Convert(string value, ColumnType from, ColumnType to)
    {
        // Both databases hold these two as the same text or number, so only the name changes.
        if (from == to) return value;
        return Direct(value, from, to) ?? (to == ColumnType.Text ? AsText(value, from) : FromText(from == ColumnType.Text ? value : AsText(value, from), to));
    }

    /// <param name="operation">`*` or `/`.</param>
    public string Scale(string value, string operation, decimal factor, ColumnType from, ColumnType to)
    {
        // Dividing by 100 rounds once, multiplying by what 0.01 is in binary twice.
        if (factor is > -1 and < 1 && factor != 0 && 1 / factor == Math.Round(1 / factor)) (operation, factor) = (operation == "*" ? "/" : "*", Math.Round(1 / factor));
        var scaled = $"({Convert(value, from, ColumnType.Number)} {operation} {factor.ToString("0.0###############", CultureInfo.InvariantCulture)})";
        // 19.99 times 100 is not quite 1999 in binary.
        return to == ColumnType.Integer ? $"CASE WHEN abs({scaled} - round({scaled})) < 0.000001 THEN {Convert($"round({scaled})", ColumnType.Number, to)} END" : Convert(scaled, ColumnType.Number, to);
    }

    public string Map(string value, ColumnType from, ColumnType to, IEnumerable<KeyValuePair<string, string>> values) =>
        Convert($"CASE {Convert(value, from, ColumnType.Text)} {string.Join(' ', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"WHEN {Literal(v.Key)} THEN {Literal(v.Value)}"))} END", ColumnType.Text, to);

    public string First(string text, string by) => $"CASE WHEN {Find(text, Literal(by))} > 0 THEN substr({text}, 1, {Find(text, Literal(by))} - 1) ELSE {text} END";

    public string Rest(string text, string by) => $"CASE WHEN {Find(text, Literal(by))} > 0 THEN substr({text}, {Find(text, Literal(by))} + {by.Length}) END";

    public static string Join(string first, string rest, string by) => $"{first} || COALESCE({Literal(by)} || {rest}, '')";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}'";

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}\"";

    /// <summary>A name with something behind it that still fits the 63 bytes PostgreSQL keeps; a cut one ends in a mark of the whole.</summary>
    public static string Suffixed(string name, string suffix)
    {
        if (Encoding.UTF8.GetByteCount(name + suffix) <= 63) return name + suffix;
        var mark = "_" + Inference.ByteHash.Of(Encoding.UTF8.GetBytes(name)).ToString("x16", CultureInfo.InvariantCulture)[..8];
        while (Encoding.UTF8.GetByteCount(name + mark + suffix) > 63) name = name[..^(name.Length > 1 && char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        return name + mark + suffix;
    }
}
