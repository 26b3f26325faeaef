using System.Text.RegularExpressions;
using Supertrack.Cli.Frame;

namespace Supertrack.Cli.Remote;

/// <summary>A condition on records as a person types it.</summary>
internal sealed partial record RecordCondition(string Field, string Operator, string Value)
{
    /// <exception cref="CommandException">It has none of the forms.</exception>
    public static RecordCondition Parse(string text)
    {
        if (Symbols().Match(text) is { Success: true } compared)
        {
            return new RecordCondition(compared.Groups["field"].Value.Trim(), Name(compared.Groups["sign"].Value), compared.Groups["value"].Value.Trim());
        }

        if (Words().Match(text) is { Success: true } spoken)
        {
            string field = spoken.Groups["field"].Value.Trim();
            return spoken.Groups["list"].Success
                ? new RecordCondition(field, "in", spoken.Groups["list"].Value.Trim())
                : new RecordCondition(field, "null", spoken.Groups["not"].Success ? "false" : "true");
        }

        throw CommandException.Usage($"'{text}' is no condition. Write FIELD=VALUE, FIELD>VALUE, 'FIELD in A,B' or 'FIELD is null'.");
    }

    private static string Name(string sign) => sign switch
    {
        "!=" => "ne",
        ">=" => "gte",
        "<=" => "lte",
        ">" => "gt",
        "<" => "lt",
        _ => "eq",
    };

    [GeneratedRegex("^(?<field>[^=!<>]+)(?<sign>!=|>=|<=|=|>|<)(?<value>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Symbols();

    [GeneratedRegex(@"^(?<field>.+?)\s+(in\s+(?<list>.+)|is\s+(?<not>not\s+)?null)$", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
