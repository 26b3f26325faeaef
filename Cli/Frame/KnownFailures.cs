using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Http;
using Supertrack.Core.Storage;
using Supertrack.Core.Versions;
using Supertrack.Lab.Scenarios;
using Supertrack.Stores.Versions.Git;

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
        [typeof(ManifestException)] = ExitCode.Usage,
        [typeof(CassetteException)] = ExitCode.Usage,
        [typeof(HttpTransportException)] = ExitCode.Remote,
        [typeof(DeploymentRefusedException)] = ExitCode.Negative,
        [typeof(TamperedVersionException)] = ExitCode.Negative,
        [typeof(VersionException)] = ExitCode.Usage,
        [typeof(StorageException)] = ExitCode.Usage,
        [typeof(GitException)] = ExitCode.Remote,
    };

    public static ExitCode CodeOf(Exception error) => Find(error) ?? ExitCode.Usage;

    public static string Advice(Exception error) =>
        Find(error) is null ? $" ({error.GetType().Name}; repeat with --verbose for details)" : "";

    private static ExitCode? Find(Exception error)
    {
        if (error is ConnectorException and not ManifestException)
        {
            return OfConnector((ConnectorException)error);
        }

        for (Type? type = error.GetType(); type is not null; type = type.BaseType)
        {
            if (Codes.TryGetValue(type, out ExitCode code))
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>What an API answered is remote, and so is all that may pass; the rest is a matter of manifest, settings or cassette.</summary>
    private static ExitCode OfConnector(ConnectorException error) =>
        error.Status is null && (error.Kind == FailureKind.Config || error.InnerException is HttpTransportException { Failure: TransportFailure.NotRecorded })
            ? ExitCode.Usage
            : ExitCode.Remote;
}
