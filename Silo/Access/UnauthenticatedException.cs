namespace Supertrack.Silo.Access;

/// <summary>The request does not say who makes it, or says it wrongly.</summary>
internal sealed class UnauthenticatedException(string message) : Exception(message);
