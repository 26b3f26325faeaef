namespace Supertrack.Core.Connectors.Sql;

/// <summary>What a stream reads: a table or view, or a query of the manifest's author.</summary>
/// <param name="Schema">Null for a query.</param>
/// <param name="Table">Null for a query.</param>
/// <param name="Query">One SELECT without a trailing semicolon; null for a table.</param>
public sealed record SqlRelation(string? Schema, string? Table, string? Query)
{
    /// <summary>The relation as it stands behind FROM.</summary>
    public string From => Query is not null ? $"(\n{Query}\n) AS q" : $"{SqlDialect.Quote(Schema!)}.{SqlDialect.Quote(Table!)}";

    /// <summary>Splits <c>schema.table</c>; without a schema the default one is meant.</summary>
    public static SqlRelation Of(string table, string defaultSchema)
    {
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(defaultSchema, table, null) : new(table[..dot], table[(dot + 1)..], null);
    }

    /// <summary>A query as a relation.</summary>
    /// <exception cref="ConnectorException">A semicolon stands outside of quotes, so more than one statement could be meant.</exception>
    public static SqlRelation OfQuery(string query, string stream)
    {
        var text = query.Trim().TrimEnd(';');
        char? quote = null;
        foreach (var character in text)
        {
            if (quote is null && (character is '\'' or '"')) quote = character;
            else if (quote == character) quote = null;
            else if (quote is null && character == ';')
                throw new ConnectorException(FailureKind.Config, $"The query of stream {stream} holds a semicolon. Write one SELECT without any.") { Stream = stream };
        }
        return new(null, null, text);
    }
}
