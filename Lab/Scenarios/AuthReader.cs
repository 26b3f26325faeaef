using System.Text.Json.Nodes;

namespace Supertrack.Lab.Scenarios;

internal static class AuthReader
{
    public static IReadOnlyList<AuthRule> Read(Members version)
    {
        IReadOnlyList<Members> rules = version.Node("auth") switch
        {
            null => [],
            JsonArray => version.Objects("auth"),
            _ => [version.Object("auth")!],
        };
        return [.. rules.Select(One).Where(rule => rule.Type != AuthType.None)];
    }

    private static AuthRule One(Members members)
    {
        AuthType type = members.Choice(
            "type", AuthType.None,
            ("none", AuthType.None), ("api_key", AuthType.ApiKey), ("bearer", AuthType.Bearer),
            ("basic", AuthType.Basic), ("oauth", AuthType.OAuth));
        var rule = new AuthRule
        {
            Type = type,
            InQuery = members.Choice("in", false, ("header", false), ("query", true)),
            Name = members.Text("name") ?? "Authorization",
            Credential = members.Text("credential") ?? "api_key",
            Scheme = members.Text("scheme") ?? (type is AuthType.Bearer or AuthType.OAuth ? "Bearer" : ""),
            Username = members.Text("username"),
            Password = members.Text("password"),
            Answer = AnswerReader.Read(members, "answer"),
            TokenPath = members.Text("tokenPath") ?? "/oauth/token",
            Uses = members.Whole("uses"),
            Seconds = members.Number("seconds"),
            ExpiresIn = members.Whole("expiresIn") ?? (int)(members.Number("seconds") ?? 3600),
            Expired = AnswerReader.Read(members, "expired"),
            Revoked = members.Flag("revoked"),
        };
        members.Done();
        return rule;
    }
}
