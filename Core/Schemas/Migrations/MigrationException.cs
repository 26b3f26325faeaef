namespace Supertrack.Core.Schemas.Migrations;

/// <summary>A change that cannot be carried out step by step; the message says why and what to do instead.</summary>
public sealed class MigrationException(string message) : Exception(message);
