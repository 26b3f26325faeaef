namespace Supertrack.Silo.Tests;

/// <summary>A folder of the test's own, removed with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("supertrack-silo-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
