using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Supertrack.Core.Storage;
using Supertrack.Silo.Settings;

namespace Supertrack.Silo.Hosting;

/// <summary>What keeps a silo from starting and a person can put right, as one line instead of a stack trace.</summary>
internal static class StartFailure
{
    /// <summary>The process's status for wrong settings and for data it cannot use.</summary>
    public const int Status = 2;

    /// <summary>What to tell; null when nobody foresaw the error, which then shows itself in full.</summary>
    public static string? Describe(Exception error) => error switch
    {
        SettingsException or StorageException => error.Message,
        OptionsValidationException wrong => string.Join(" ", wrong.Failures),
        SocketException => $"The silo cannot listen: {error.Message}. Give an address of this machine with --urls, e.g. http://127.0.0.1:5080.",
        IOException { InnerException: not null } => $"The silo cannot listen: {error.Message} Stop the other program, or choose another port with --urls.",
        UnauthorizedAccessException => $"{error.Message} Give this user write permission on the data folder, or choose another with --data DIR.",
        _ => Engine.DescribeStartFailure(error),
    };
}
