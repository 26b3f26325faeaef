namespace Supertrack.Lab.Scenarios;

/// <summary>Reads one version of the API.</summary>
internal static class VersionReader
{
    public static ApiVersion Read(Members members)
    {
        var version = new ApiVersion
        {
            Path = members.RequiredText("path"),
            Method = (members.Text("method") ?? "GET").ToUpperInvariant(),
            Auth = AuthReader.Read(members),
            Parameters = [.. members.Objects("parameters").Select(RuleReader.Parameter)],
            StrictParameters = members.Flag("strictParameters"),
            StrictAnswer = AnswerReader.Read(members, "strictAnswer"),
            Envelope = members.Text("envelope") ?? "",
            KeyedBy = members.Text("keyedBy"),
            Paging = PagingReader.Read(members.Object("pagination")),
            Transform = [.. members.Objects("transform").Select(TransformReader.Read)],
            Records = members.Has("records") ? ScenarioReader.RecordsOf(members) : null,
            Sort = RuleReader.Sort(members.Object("sort")),
            Body = members.Json("body"),
            Headers = members.TextMap("headers"),
            Old = AnswerReader.Read(members, "old"),
            Limits = RuleReader.Limit(members.Object("limits")),
            Faults = [.. members.Objects("faults").Select(RuleReader.Fault)],
            GraphQl = RuleReader.GraphQl(members.Object("graphql")),
        };
        Check(version, members);
        members.Done("name", "why", "comment");
        return version;
    }

    private static void Check(ApiVersion version, Members members)
    {
        if (!version.Path.StartsWith('/'))
        {
            throw members.Fail("path", "must begin with a slash.");
        }

        if (version.Path.StartsWith("/__lab/", StringComparison.Ordinal))
        {
            throw members.Fail("path", "paths under /__lab/ control the lab; choose another.");
        }

        if (version.Records is not null && version.Transform.Count > 0)
        {
            throw members.Fail("records", "give either records or transform, not both.");
        }

        if (version.GraphQl is not null && version.Method != "POST")
        {
            throw members.Fail("method", "GraphQL is answered on POST; write \"method\": \"POST\".");
        }

        if (version.KeyedBy is not null && version.GraphQl is not null)
        {
            throw members.Fail("keyedBy", "does not go with graphql.");
        }
    }
}
