namespace Supertrack.Embedded.Crash;

/// <summary>Names that the grains, the program and its test share.</summary>
public static class Names
{
    public const string Streams = "streams";
    public const string ImplicitNamespace = "implicit";
    public const string ExplicitNamespace = "explicit";
    public const int Workers = 12;

    public static string Key(int worker) => $"worker-{worker}";
}
