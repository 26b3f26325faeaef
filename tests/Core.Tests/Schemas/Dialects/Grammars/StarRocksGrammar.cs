using System.Text.RegularExpressions;

namespace Supertrack.Core.Tests.Schemas.Dialects.Grammars;

/// <summary>
/// CREATE TABLE of StarRocks as its manual has it, and what its server demands besides: key columns first, in order, not null and of key types;
/// the partition column in the key of a primary-key table; names without the signs it refuses.
/// </summary>
internal static partial class StarRocksGrammar
{
    private static readonly HashSet<string> Types = ["BIGINT", "DOUBLE", "BOOLEAN", "DATETIME", "DATE", "JSON", "STRING", "VARCHAR"];

    public static IReadOnlyList<string> Tables(string sql)
    {
        var tokens = new Tokens(sql);
        var tables = new List<string>();
        while (!tokens.AtEnd) tables.Add(Table(tokens));
        return tables;
    }

    private static string Table(Tokens tokens)
    {
        tokens.Expect("CREATE", "TABLE");
        var name = tokens.Name();
        tokens.Expect("(");
        var columns = new List<(string Name, string Type, bool Nullable)> { Column(tokens) };
        while (tokens.Accept(",")) columns.Add(Column(tokens));
        tokens.Expect(")", "ENGINE", "=", "OLAP");
        var primary = tokens.Accept("PRIMARY");
        if (!primary) tokens.Expect("DUPLICATE");
        tokens.Expect("KEY");
        var key = tokens.Names();
        Require(key.SequenceEqual(columns.Take(key.Count).Select(c => c.Name)), "the key's columns come first, in its order");
        Require(columns.Take(key.Count).All(c => c.Type is not ("JSON" or "DOUBLE" or "STRING") && (!primary || !c.Nullable)), "key columns are not null and of a key type");
        if (tokens.Accept("PARTITION"))
        {
            tokens.Expect("BY", "date_trunc", "(");
            Require(tokens.Text() is "day", "a unit");
            tokens.Expect(",");
            var by = tokens.Name();
            Require(columns.Exists(c => c.Name == by && c.Type is "DATE" or "DATETIME") && (!primary || key.Contains(by)), "the partition column is a time, in the key");
            tokens.Expect(")");
        }
        tokens.Expect("DISTRIBUTED", "BY", "HASH");
        Require(tokens.Names().All(n => columns.Exists(c => c.Name == n)), "distributed by columns there are");
        tokens.Expect("PROPERTIES", "(");
        do
        {
            tokens.Text();
            tokens.Expect("=");
            tokens.Text();
        }
        while (tokens.Accept(","));
        tokens.Expect(")", ";");
        return name;
    }

    private static (string, string, bool) Column(Tokens tokens)
    {
        var name = tokens.Name();
        Require(ColumnName().IsMatch(name), $"{name} is a name the server takes");
        var type = tokens.Next();
        Require(Types.Contains(type), $"{type} is a type");
        if (type == "VARCHAR")
        {
            tokens.Expect("(");
            Require(int.Parse(tokens.Next(), System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= 1_048_576, "a length it takes");
            tokens.Expect(")");
        }
        var nullable = !tokens.Accept("NOT");
        tokens.Expect("NULL");
        return (name, type, nullable);
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new FormatException("not so: " + what);
    }

    [GeneratedRegex(@"^[^\0=<>!*]{1,1024}$")]
    private static partial Regex ColumnName();
}
