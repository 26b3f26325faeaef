using Supertrack.Lab.Scenarios;

namespace Supertrack.Cli.Frame;

/// <summary>
/// The exceptions of the domain that already say what, where and the next step, with the exit code each stands for.
/// Anything else is a fault of ours, and the line says how to get its details.
/// </summary>
internal static class KnownFailures
{
    private static readonly Dictionary<Type, ExitCode> Codes = new()
    {
        [typeof(ScenarioException)] = ExitCode.Usage,
    };

    public static ExitCode CodeOf(Exception error) => Find(error) ?? ExitCode.Usage;

    public static string Advice(Exception error) =>
        Find(error) is null ? $" ({error.GetType().Name}; repeat with --verbose for details)" : "";

    private static ExitCode? Find(Exception error)
    {
        for (Type? type = error.GetType(); type is not null; type = type.BaseType)
        {
            if (Codes.TryGetValue(type, out ExitCode code))
            {
                return code;
            }
        }

        return null;
    }
}
