using System.Text.Json;

namespace Supertrack.Core.Healing.Classification;

/// <summary>What kind of failure an answer shows. A class says what to do about it, not which status came.</summary>
public enum FailureClass
{
    Unknown,
    RateLimited,
    QuotaExhausted,
    AuthExpired,
    AuthRevoked,
    AuthInvalid,
    PermissionDenied,
    EndpointMoved,
    EndpointRemoved,
    VersionUnsupported,
    ParameterRejected,
    FieldUnknown,
    PaginationInvalid,
    SchemaDrift,
    DataQuality,
    Transient,
    Maintenance,
    Network,
    UnexpectedContent,
    Blocked,
    AccountProblem,
    DeprecationNotice,
    Configuration,
}

/// <summary>The next step a class calls for.</summary>
public enum NextAction
{
    AskHuman,
    Wait,
    WaitForReset,
    Refresh,
    Reauthorize,
    ReplaceCredential,
    GrantAccess,
    Follow,
    FindSuccessor,
    ChangeVersion,
    ChangeParameter,
    MapField,
    ChangePagination,
    RestartRun,
    Quarantine,
    Retry,
    PlanChange,
    FixConfiguration,
}

/// <summary>The names of classes and actions as people and other programs see them (<c>rate_limited</c>).</summary>
public static class FailureNames
{
    public static string Name(this FailureClass value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string Name(this NextAction value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
