namespace Supertrack.Silo.Tests;

/// <summary>A folder of the test's own, removed with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const int Attempts = 1_000;

    public string Path { get; } = Directory.CreateTempSubdirectory("supertrack-silo-").FullName;

    /// <summary>A silo that was killed may have left a git that writes for a moment yet, so what it adds meanwhile is removed too.</summary>
    public void Dispose()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(Path))
            {
                Thread.Yield();
            }
        }
    }
}
