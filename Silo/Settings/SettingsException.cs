namespace Supertrack.Silo.Settings;

/// <summary>The silo cannot start with these settings. The message names the setting and what to do.</summary>
public sealed class SettingsException(string message) : Exception(message);
