using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>The names under which calls are traced.</summary>
public static class ActivitySources
{
    public const string ApplicationGrainActivitySourceName = "Microsoft.Orleans.Application";
    public const string RuntimeActivitySourceName = "Microsoft.Orleans.Runtime";
    public const string AllActivitySourceName = "Microsoft.Orleans.*";

    internal static readonly ActivitySource ApplicationGrainSource = new(ApplicationGrainActivitySourceName, "1.0.0");
    internal static readonly ActivitySource RuntimeGrainSource = new(RuntimeActivitySourceName, "1.0.0");
}
