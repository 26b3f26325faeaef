using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Strategies;

/// <summary>Edits the text of a GraphQL query, one field at a time.</summary>
internal static class GraphqlSelection
{
    /// <summary>The field's place in the query with its own selection, if it has one; null when it is not selected.</summary>
    public static (int Start, int End)? Find(string query, string field)
    {
        var match = Word(field).Matches(query).FirstOrDefault(each => Depth(query, each.Index) > 0);
        if (match is null) return null;
        var end = match.Index + match.Length;
        var next = end;
        while (next < query.Length && char.IsWhiteSpace(query[next])) next++;
        return next < query.Length && query[next] == '{' ? (match.Index, Closing(query, next)) : (match.Index, end);
    }

    /// <summary>Names selected beside a place, in the same braces.</summary>
    public static IReadOnlySet<string> Beside(string query, int place)
    {
        var open = place;
        for (var depth = 0; open > 0; open--)
        {
            if (query[open - 1] == '}') depth++;
            else if (query[open - 1] == '{' && depth-- == 0) break;
        }
        var names = new HashSet<string>();
        for (var index = open; index < query.Length && query[index] != '}';)
        {
            if (query[index] == '{') index = Closing(query, index);
            else if (char.IsLetter(query[index]) || query[index] == '_')
            {
                var start = index;
                while (index < query.Length && (char.IsLetterOrDigit(query[index]) || query[index] == '_')) index++;
                names.Add(query[start..index]);
            }
            else index++;
        }
        return names;
    }

    /// <summary>The query with the field (and its selection) replaced; a selection that would be empty gets __typename.</summary>
    public static string Replace(string query, string field, string by)
    {
        if (Find(query, field) is not { } place) return query;
        var replaced = query[..place.Start] + by + query[place.End..];
        return Regex.Replace(replaced, @"\{\s*\}", "{ __typename }", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static int Closing(string query, int open)
    {
        var depth = 0;
        for (var index = open; index < query.Length; index++)
        {
            if (query[index] == '{') depth++;
            else if (query[index] == '}' && --depth == 0) return index + 1;
        }
        return query.Length;
    }

    private static int Depth(string query, int place) => query[..place].Count(c => c == '{') - query[..place].Count(c => c == '}');

    private static Regex Word(string name) => new($@"(?<![\w$]){Regex.Escape(name)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1));
}
