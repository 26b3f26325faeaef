using System.Globalization;
using System.Text.Json.Nodes;

namespace Supertrack.Lab.GraphQl;

/// <summary>Reads an executable GraphQL document and puts the variables in place.</summary>
internal sealed class GraphQlParser
{
    private const int MaxDepth = 64;

    private readonly List<Token> _tokens;
    private readonly Dictionary<string, JsonNode?> _variables = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;

    private GraphQlParser(string source, JsonObject? variables)
    {
        _tokens = GraphQlLexer.Cut(source);
        foreach ((string name, JsonNode? value) in variables ?? [])
        {
            _variables[name] = value;
        }
    }

    private Token Now => _tokens[_at];

    /// <exception cref="GraphQlException">The document cannot be read.</exception>
    public static GraphQlDocument Parse(string source, JsonObject? variables, string? operationName)
    {
        var parser = new GraphQlParser(source, variables);
        var fragments = new Dictionary<string, IReadOnlyList<Selection>>(StringComparer.Ordinal);
        (string Kind, IReadOnlyList<Selection> Selections)? chosen = null;
        while (parser.Now.Kind != TokenKind.End)
        {
            if (parser.Now.Text == "fragment")
            {
                (string name, IReadOnlyList<Selection> selections) = parser.Fragment();
                fragments[name] = selections;
                continue;
            }

            (string kind, string? operation, IReadOnlyList<Selection> found) = parser.Operation();
            if (chosen is null || operation == operationName)
            {
                chosen = (kind, found);
            }
        }

        return chosen is { } picked
            ? new GraphQlDocument(picked.Kind, picked.Selections, fragments)
            : throw parser.Unexpected();
    }

    private (string, IReadOnlyList<Selection>) Fragment()
    {
        _at++;
        string name = Name();
        Expect("on");
        Name();
        SkipDirectives();
        return (name, Selections());
    }

    private (string Kind, string? Name, IReadOnlyList<Selection>) Operation()
    {
        if (Now.Text == "{")
        {
            return ("query", null, Selections());
        }

        string kind = Name();
        if (kind is not ("query" or "mutation" or "subscription"))
        {
            _at--;
            throw Unexpected();
        }

        string? name = Now.Kind == TokenKind.Name ? Name() : null;
        if (Skip("("))
        {
            while (!Skip(")"))
            {
                Variable();
            }
        }

        SkipDirectives();
        return (kind, name, Selections());
    }

    private void Variable()
    {
        Expect("$");
        string name = Name();
        Expect(":");
        TypeReference();
        JsonNode? otherwise = Skip("=") ? Value() : null;
        SkipDirectives();
        _variables.TryAdd(name, otherwise);
    }

    private void TypeReference()
    {
        if (Skip("["))
        {
            TypeReference();
            Expect("]");
        }
        else
        {
            Name();
        }

        Skip("!");
    }

    private List<Selection> Selections()
    {
        if (++_depth > MaxDepth)
        {
            throw new GraphQlException($"Syntax Error: more than {MaxDepth} levels.", Now.Line, Now.Column, syntax: true);
        }

        Expect("{");
        var selections = new List<Selection>();
        while (!Skip("}"))
        {
            selections.Add(One());
        }

        _depth--;
        return selections;
    }

    private Selection One()
    {
        Token start = Now;
        if (!Skip("..."))
        {
            return Field(start);
        }

        if (Now.Kind == TokenKind.Name && Now.Text != "on")
        {
            string fragment = Name();
            SkipDirectives();
            return new SpreadSelection(fragment, start.Line, start.Column);
        }

        if (Skip("on"))
        {
            Name();
        }

        bool skipped = SkipDirectives();
        List<Selection> children = Selections();
        return new InlineSelection(skipped ? [] : children, start.Line, start.Column);
    }

    private FieldSelection Field(Token start)
    {
        string alias = Name();
        string name = Skip(":") ? Name() : alias;
        var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
        if (Skip("("))
        {
            while (!Skip(")"))
            {
                Token at = Now;
                string argument = Name();
                Expect(":");
                arguments[argument] = new Argument(Value(), at.Line, at.Column);
            }
        }

        bool skipped = SkipDirectives();
        IReadOnlyList<Selection> children = Now.Text == "{" && Now.Kind == TokenKind.Punctuator ? Selections() : [];
        return new FieldSelection(name, alias, arguments, children, skipped, start.Line, start.Column);
    }

    /// <summary>Reads directives; the answer says whether <c>@skip</c> or <c>@include</c> leaves the selection out.</summary>
    private bool SkipDirectives()
    {
        bool skipped = false;
        while (Skip("@"))
        {
            string name = Name();
            if (!Skip("("))
            {
                continue;
            }

            while (!Skip(")"))
            {
                Name();
                Expect(":");
                bool condition = Value() is JsonValue value && value.TryGetValue(out bool flag) && flag;
                skipped |= (name == "skip" && condition) || (name == "include" && !condition);
            }
        }

        return skipped;
    }

    private JsonNode? Value()
    {
        Token token = Now;
        _at++;
        switch (token)
        {
            case { Kind: TokenKind.Punctuator, Text: "$" }:
                return _variables.TryGetValue(Name(), out JsonNode? value)
                    ? value?.DeepClone()
                    : throw new GraphQlException($"Variable \"${_tokens[_at - 1].Text}\" is not defined.", token.Line, token.Column);
            case { Kind: TokenKind.Punctuator, Text: "[" }:
                var items = new JsonArray();
                while (!Skip("]"))
                {
                    items.Add(Value());
                }

                return items;
            case { Kind: TokenKind.Punctuator, Text: "{" }:
                var members = new JsonObject();
                while (!Skip("}"))
                {
                    string name = Name();
                    Expect(":");
                    members[name] = Value();
                }

                return members;
            case { Kind: TokenKind.Text }: return token.Text;
            case { Kind: TokenKind.Name }: return token.Text switch { "true" => true, "false" => false, "null" => null, var word => word };
            case { Kind: TokenKind.Number } when double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number):
                return long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole : number;
            default:
                _at--;
                throw Unexpected();
        }
    }

    private string Name()
    {
        if (Now.Kind != TokenKind.Name)
        {
            throw Unexpected();
        }

        return _tokens[_at++].Text;
    }

    private bool Skip(string text)
    {
        if (Now.Kind == TokenKind.End)
        {
            return text is ")" or "}" or "]" ? throw Unexpected() : false;
        }

        if (Now.Kind == TokenKind.Text || Now.Text != text)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Skip(text))
        {
            throw Unexpected();
        }
    }

    private GraphQlException Unexpected() =>
        new($"Syntax Error: Unexpected {(Now.Kind == TokenKind.End ? "<EOF>" : $"\"{Now.Text}\"")}.", Now.Line, Now.Column, syntax: true);
}
