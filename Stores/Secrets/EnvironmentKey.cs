namespace Supertrack.Stores.Secrets;

/// <summary>The key as 32 bytes in Base64 in a variable of the environment.</summary>
public static class EnvironmentKey
{
    /// <param name="variable">Its name.</param>
    /// <param name="read">Reads a variable; null for one that is not set.</param>
    /// <exception cref="InvalidOperationException">There is no key in it; the message says how to make one.</exception>
    public static KeyFile Open(string variable, Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return KeyText.Parse(read(variable), $"the variable {variable}");
    }
}
