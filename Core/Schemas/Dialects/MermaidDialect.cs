using System.Text;

namespace Supertrack.Core.Schemas.Dialects;

/// <summary>An entity-relationship diagram in Mermaid's syntax; names that its grammar does not take are written with underscores.</summary>
internal static class MermaidDialect
{
    public static string Write(TableModel model)
    {
        var text = new StringBuilder("erDiagram\n");
        foreach (var table in model.Tables)
        {
            text.Append($"  {Name(table.Name)} {{\n");
            foreach (var column in table.Columns) text.Append($"    {column.Type.ToString().ToLowerInvariant()} {Name(column.Name)}{Marks(table, column)}\n");
            text.Append("  }\n");
        }
        foreach (var table in model.Tables)
            foreach (var reference in table.References)
                text.Append($"  {Name(reference.RefTable)} {(IsOptional(table, reference) ? "|o" : "||")}--{(reference.Columns.SequenceEqual(table.PrimaryKey) ? "o|" : "o{")} {Name(table.Name)} : {Name(string.Join('_', reference.Columns))}\n");
        return text.ToString();
    }

    private static bool IsOptional(ModelTable table, ModelReference reference) => table.Columns.Any(c => c.Nullable && reference.Columns.Contains(c.Name));

    private static string Marks(ModelTable table, ModelColumn column)
    {
        var marks = new List<string>();
        if (table.PrimaryKey.Contains(column.Name)) marks.Add("PK");
        if (table.References.Any(r => r.Columns.Contains(column.Name))) marks.Add("FK");
        return marks.Count == 0 ? "" : " " + string.Join(", ", marks);
    }

    private static string Name(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return plain.Length == 0 || !(char.IsLetter(plain[0]) || plain[0] == '_') ? "_" + plain : plain;
    }
}
