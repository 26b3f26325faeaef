namespace Supertrack.Core.Schemas.Inference;

/// <summary>Formats a string value can have; a set, because a value can satisfy several (every URI is a URI template).</summary>
[Flags]
public enum ValueFormats
{
    None = 0,
    DateTime = 1,
    Date = 2,
    Time = 4,
    Duration = 8,
    Email = 16,
    Uri = 32,
    UriTemplate = 64,
    Uuid = 128,
    Ipv4 = 256,
    Ipv6 = 512,
    Hostname = 1024,
    All = 2047,
}
