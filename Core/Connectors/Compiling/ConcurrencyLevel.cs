using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>How many slices a manifest wants to be read side by side: default_concurrency, at most max_concurrency; 1 without either.</summary>
internal static class ConcurrencyLevel
{
    public static int Of(SourceSession session, Component? level)
    {
        if (level is null) return 1;
        var wanted = level.NeedTemplate("default_concurrency").Evaluate(new Scope(session));
        var number = Tree.AsInteger(wanted) ?? throw level.Problem("default_concurrency", $"'{wanted}' is no whole number.", "Give a number, or an expression that makes one.");
        return (int)Math.Clamp(Math.Min(number, level.Integer("max_concurrency") ?? long.MaxValue), 1, int.MaxValue);
    }
}
