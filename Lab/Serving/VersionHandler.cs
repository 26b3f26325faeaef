using Supertrack.Lab.Answers;
using Supertrack.Lab.Checks;
using Supertrack.Lab.GraphQl;
using Supertrack.Lab.Paging;
using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Serving;

/// <summary>Answers the requests to one version, in the order route, credential, parameters, limit, fault, page.</summary>
internal sealed class VersionHandler
{
    private readonly ApiVersion _version;
    private readonly IReadOnlyList<ApiVersion> _earlier;
    private readonly TokenDesk _tokens;
    private readonly TimeProvider _clock;
    private readonly CredentialCheck[] _credentials;
    private readonly ParameterCheck _parameters;
    private readonly Pager _pager;
    private readonly PageReply _pages;
    private readonly GraphQlHandler? _graphQl;

    public VersionHandler(Scenario scenario, int number, TokenDesk tokens, TimeProvider clock)
    {
        _version = scenario.Versions[number];
        _earlier = [.. scenario.Versions.Take(number)];
        _tokens = tokens;
        _clock = clock;
        _credentials = [.. _version.Auth.Select(rule => new CredentialCheck(rule, scenario.Config, tokens))];
        string[] credentialParameters = [.. _credentials.Select(check => check.QueryParameter).OfType<string>()];
        _parameters = new ParameterCheck(_version, credentialParameters);
        RecordSet records = VersionData.Of(scenario, _version);
        _pager = new Pager(_version.Paging, new ViewSource(records, _version.Sort), _version.Path);
        _pages = new PageReply(_version, records, credentialParameters);
        _graphQl = _version.GraphQl is null ? null : new GraphQlHandler(_version, records, _pager, _pages);
    }

    /// <summary>What is counted from the switch to a version on.</summary>
    public sealed class Run(LimitRule? limit, TimeProvider clock)
    {
        private long _requests;

        public RateWindow? Window { get; } = limit is null ? null : new RateWindow(limit, clock);

        public long NextRequest() => Interlocked.Increment(ref _requests);
    }

    public Run Begin() => new(_version.Limits, _clock);

    public async ValueTask<Reply> AnswerAsync(Incoming request, Run run, CancellationToken cancellationToken)
    {
        if (Route(request) is { } elsewhere)
        {
            return elsewhere;
        }

        foreach (CredentialCheck credential in _credentials)
        {
            if (credential.Refusal(request) is { } refusal)
            {
                return refusal;
            }
        }

        var filters = new List<AppliedFilter>();
        if (_parameters.Refusal(request, filters) is { } refused)
        {
            return refused;
        }

        var headers = new List<KeyValuePair<string, string>>();
        if (run.Window?.Take(request.Path, headers) is { } limited)
        {
            return limited;
        }

        Reply reply = await FaultAsync(request, filters, run.NextRequest(), cancellationToken);
        reply.Headers.AddRange(headers);
        return reply;
    }

    /// <summary>The answer to a request that is not for the list of this version, null when it is.</summary>
    private Reply? Route(Incoming request)
    {
        if (request.Path == _version.Path)
        {
            return request.Method == _version.Method
                ? null
                : AnswerReply.Problem(405, $"{_version.Path} is read with {_version.Method}.").With("Allow", _version.Method);
        }

        if (_version.Auth.FirstOrDefault(rule => rule.Type == AuthType.OAuth && rule.TokenPath == request.Path) is { } tokens)
        {
            return _tokens.Issue(request, tokens);
        }

        return _earlier.Any(earlier => earlier.Path == request.Path)
            ? Old(request)
            : AnswerReply.Problem(404, $"There is nothing at {request.Path}.");
    }

    private Reply Old(Incoming request)
    {
        Reply reply = AnswerReply.Of(_version.Old, new Blanks { Path = request.Path }, 404, status =>
            AnswerReply.Problem(status, $"There is nothing at {request.Path}."));
        for (int at = 0; at < reply.Headers.Count; at++)
        {
            (string name, string value) = reply.Headers[at];
            if (name.Equals("Location", StringComparison.OrdinalIgnoreCase) && !value.Contains('?'))
            {
                reply.Headers[at] = new(name, value + request.RawQuery);
            }
        }

        return reply;
    }

    private async ValueTask<Reply> FaultAsync(
        Incoming request, List<AppliedFilter> filters, long number, CancellationToken cancellationToken)
    {
        FaultRule? fault = _version.Faults.FirstOrDefault(rule => rule.Hits(number));
        if (fault is null)
        {
            return Good(request, filters);
        }

        if (fault.DelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), _clock, cancellationToken);
        }

        Reply reply = fault.Answer is null
            ? Good(request, filters)
            : AnswerReply.Of(fault.Answer, new Blanks { Path = request.Path }, 200, status => AnswerReply.Problem(status, null));
        return fault.Truncate is { } length ? Truncation.Cut(reply, length) : reply;
    }

    private Reply Good(Incoming request, List<AppliedFilter> filters)
    {
        if (_graphQl is not null)
        {
            return _graphQl.Answer(request, filters);
        }

        (PageCut? page, Reply? refusal) = _pager.Cut(filters, request.Parameter);
        return refusal ?? _pages.Of(page!, request);
    }
}
