namespace Supertrack.Core.Tests.Schemas.Dialects.Grammars;

/// <summary>The statements of Cypher 5 that a model needs: uniqueness constraints, range indexes, and MATCH ... MERGE of a relationship.</summary>
internal static class CypherGrammar
{
    /// <summary>Kinds of the statements, in order.</summary>
    public static IReadOnlyList<string> Statements(string cypher)
    {
        // A unicode escape is read even within a quoted name, and could end it.
        if (System.Text.RegularExpressions.Regex.IsMatch(cypher, @"(?<!\\)(\\\\)*\\u")) throw new FormatException("a unicode escape within a name");
        var tokens = new Tokens(cypher);
        var kinds = new List<string>();
        while (!tokens.AtEnd)
        {
            kinds.Add(tokens.Accept("CREATE") ? Create(tokens) : Merge(tokens));
            tokens.Expect(";");
        }
        return kinds;
    }

    private static string Create(Tokens tokens)
    {
        var constraint = tokens.Accept("CONSTRAINT");
        if (!constraint) tokens.Expect("INDEX");
        tokens.Name();
        tokens.Expect("IF", "NOT", "EXISTS", "FOR", "(", "n", ":");
        tokens.Name();
        tokens.Expect(")", constraint ? "REQUIRE" : "ON");
        var several = tokens.Accept("(");
        do
        {
            tokens.Expect("n", ".");
            tokens.Name();
        }
        while (several && tokens.Accept(","));
        if (several) tokens.Expect(")");
        if (constraint) tokens.Expect("IS", "UNIQUE");
        else if (!several) throw new FormatException("an index names its properties in brackets");
        return constraint ? "constraint" : "index";
    }

    private static string Merge(Tokens tokens)
    {
        do
        {
            tokens.Expect("MATCH");
            do Node(tokens);
            while (tokens.Accept(","));
        }
        while (tokens.Peek() == "MATCH");
        tokens.Expect("MERGE", "(", "a", ")", "-", "[");
        var named = tokens.Accept("r");
        tokens.Expect(":");
        tokens.Name();
        tokens.Expect("]", "-", ">", "(", "b", ")");
        if (named) tokens.Expect("SET", "r", "+", "=", "$row");
        return "relationship";
    }

    private static void Node(Tokens tokens)
    {
        tokens.Expect("(");
        if (tokens.Next() is not ("a" or "b")) throw new FormatException("a variable a or b");
        tokens.Expect(":");
        tokens.Name();
        if (tokens.Accept("{"))
        {
            do
            {
                tokens.Name();
                tokens.Expect(":");
                if (tokens.Next() is not ("a" or "$row")) throw new FormatException("a value of a or of the row");
                tokens.Expect(".");
                tokens.Name();
            }
            while (tokens.Accept(","));
            tokens.Expect("}");
        }
        tokens.Expect(")");
    }
}
