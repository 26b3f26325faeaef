namespace Supertrack.Cli.Expressions;

/// <summary>A clock that stands at the time given on the command line.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
