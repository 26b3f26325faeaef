using System.Globalization;
using System.Runtime.InteropServices;

namespace Supertrack.Silo.Tests.Processes;

/// <summary>Signals as a terminal or a service manager sends them.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    public static void Send(int process, int signal) => Assert.Equal(0, Kill(process, signal));

    /// <summary>A shell without job control starts background programs with SIGINT ignored, and children inherit that.</summary>
    public static bool IsIgnored(int signal)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
