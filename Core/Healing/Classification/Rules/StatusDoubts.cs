namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>How much a status speaks against a class: a reading that the status makes unlikely needs better evidence than one it makes likely.</summary>
internal static class StatusDoubts
{
    /// <returns>What is taken off the rank of a verdict.</returns>
    public static int Of(int status, FailureClass kind) => (status, kind) switch
    {
        (401 or 407, FailureClass.ParameterRejected or FailureClass.FieldUnknown or FailureClass.PaginationInvalid) => 30,
        (401, FailureClass.Transient) => 20,
        (403, FailureClass.ParameterRejected) => 25,
        (403, FailureClass.FieldUnknown or FailureClass.PaginationInvalid) => 12,
        (404, FailureClass.Transient) => 20,
        (429, FailureClass.ParameterRejected or FailureClass.FieldUnknown or FailureClass.PaginationInvalid or FailureClass.EndpointRemoved or FailureClass.VersionUnsupported) => 30,
        (429, FailureClass.PermissionDenied or FailureClass.AuthInvalid or FailureClass.AuthExpired or FailureClass.Configuration) => 25,
        (402, FailureClass.ParameterRejected or FailureClass.PermissionDenied or FailureClass.AuthInvalid) => 20,
        (423, FailureClass.RateLimited) => 30,
        _ => 0,
    };
}
