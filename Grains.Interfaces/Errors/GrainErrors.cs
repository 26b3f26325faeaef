namespace Supertrack.Grains.Interfaces.Errors;

/// <summary>A call was refused. The message is for the caller: what, which, and the next step.</summary>
[GenerateSerializer, Alias("supertrack.refused")]
public class RefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable; the gateway's problem document carries it.</summary>
    [Id(0)] public string Code { get; } = code;
}

[GenerateSerializer, Alias("supertrack.not-found")]
public sealed class NotFoundException(string message) : RefusedException("not_found", message);

/// <summary>The thing is not in the state that the call needs.</summary>
[GenerateSerializer, Alias("supertrack.conflict")]
public sealed class ConflictException(string code, string message) : RefusedException(code, message);

/// <summary>The thing was changed since the caller read it.</summary>
[GenerateSerializer, Alias("supertrack.changed")]
public sealed class ChangedException(string message) : RefusedException("changed_meanwhile", message);

/// <summary>The request's content cannot be accepted.</summary>
[GenerateSerializer, Alias("supertrack.invalid")]
public sealed class InvalidRequestException(string code, string message) : RefusedException(code, message);

/// <summary>The caller is not who may do this.</summary>
[GenerateSerializer, Alias("supertrack.denied")]
public sealed class AccessDeniedException(string message) : RefusedException("access_denied", message);
