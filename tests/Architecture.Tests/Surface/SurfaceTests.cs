using System.Reflection;

namespace Supertrack.Architecture.Tests.Surface;

/// <summary>
/// The public surfaces as checked in. <c>SUPERTRACK_UPDATE_SNAPSHOTS=1 dotnet test tests/Architecture.Tests</c> writes them anew; the diff then
/// shows what changed.
/// </summary>
public sealed class SurfaceTests
{
    [Fact]
    public void The_surface_of_the_client_library_is_as_checked_in() => Compare("Client");

#if !ENGINE_ORLEANS
    [Fact]
    public void The_surface_of_the_embedded_engine_is_as_checked_in() => Compare("Embedded");
#endif

    private static void Compare(string project)
    {
        var actual = SurfaceText.Of(Assembly.Load($"Supertrack.{project}"));
        var file = Path.Combine(Repository.Root, "tests", "Architecture.Tests", "Surface", $"{project}.txt");
        if (Environment.GetEnvironmentVariable("SUPERTRACK_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllLines(file) : [];
        var lines = actual.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var gone = expected.Except(lines).Select(line => $"- {line}");
        var added = lines.Except(expected).Select(line => $"+ {line}");
        var changes = string.Join('\n', gone.Concat(added));
        Assert.True(
            changes.Length == 0,
            $"{project} differs from {Repository.Relative(file)}:\n{changes}\nIf this is meant, run the tests once with SUPERTRACK_UPDATE_SNAPSHOTS=1 and commit the file.");
    }
}
