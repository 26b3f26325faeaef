using Supertrack.Lab.Answers;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;
using Supertrack.Lab.Serving;

namespace Supertrack.Lab.Checks;

/// <summary>Holds a request against the parameters of a version and gathers its filters.</summary>
internal sealed class ParameterCheck(ApiVersion version, IEnumerable<string> credentialParameters)
{
    private readonly HashSet<string> _known = new(
        version.Parameters.Where(rule => rule.Place == ParameterPlace.Query).Select(rule => rule.Name)
            .Concat(version.Paging.Parameters).Concat(credentialParameters), StringComparer.Ordinal);

    public Reply? Refusal(Incoming request, List<AppliedFilter> filters)
    {
        foreach (ParameterRule rule in version.Parameters)
        {
            if (Refusal(rule, request, filters) is { } refusal)
            {
                return refusal;
            }
        }

        return version.StrictParameters ? UnknownParameter(request) : null;
    }

    private static Reply? Refusal(ParameterRule rule, Incoming request, List<AppliedFilter> filters)
    {
        bool present = false;
        foreach (string value in Values(rule, request))
        {
            present = true;
            if (rule.Rejected)
            {
                return Refuse(rule, request, value, $"The parameter {rule.Name} is not supported.");
            }

            if (rule.Values.Count > 0 && !rule.Values.Contains(value))
            {
                return Refuse(rule, request, value, $"The parameter {rule.Name} may be {string.Join(", ", rule.Values)}.");
            }

            if (rule.Filter is not null)
            {
                filters.Add(new AppliedFilter(rule.Filter, value));
            }
        }

        return rule.Required && !present ? Refuse(rule, request, "", $"The parameter {rule.Name} is required.") : null;
    }

    private static IEnumerable<string> Values(ParameterRule rule, Incoming request) => rule.Place switch
    {
        ParameterPlace.Header => request.Header(rule.Name) is { } value ? [value] : [],
        ParameterPlace.Body => request.BodyValue(rule.Name) is { } value ? [value] : [],
        _ => QueryValues(rule, request),
    };

    private static IEnumerable<string> QueryValues(ParameterRule rule, Incoming request)
    {
        foreach ((string name, string value) in request.Query)
        {
            // name[gte] is under the rule for name, but a filter is only for the exact name.
            if (name == rule.Name || (rule.Filter is null && BaseName(name) == rule.Name))
            {
                yield return value;
            }
        }
    }

    private Reply? UnknownParameter(Incoming request)
    {
        foreach ((string name, string value) in request.Query)
        {
            if (!_known.Contains(name) && !_known.Contains(BaseName(name)))
            {
                var blanks = new Blanks { Name = name, Value = value, Path = request.Path };
                return AnswerReply.Of(version.StrictAnswer, blanks, 400, status =>
                    AnswerReply.Problem(status, $"The parameter {name} is not known.", ("parameter", name)));
            }
        }

        return null;
    }

    private static string BaseName(string name)
    {
        int bracket = name.IndexOf('[');
        return bracket > 0 ? name[..bracket] : name;
    }

    private static Reply Refuse(ParameterRule rule, Incoming request, string value, string detail)
    {
        var blanks = new Blanks { Name = rule.Name, Value = value, Path = request.Path };
        return AnswerReply.Of(rule.Answer, blanks, 400, status => AnswerReply.Problem(status, detail, ("parameter", rule.Name)));
    }
}
