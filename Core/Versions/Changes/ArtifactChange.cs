using Supertrack.Core.Schemas.Changes;

namespace Supertrack.Core.Versions.Changes;

/// <summary>One difference of two versions.</summary>
/// <param name="Kind">What happened, in words with underscores, e.g. <c>stream_removed</c>; those of a schema are the kinds of schema diffs.</param>
/// <param name="Path">Where, e.g. <c>streams.contacts</c>; empty for the whole.</param>
/// <param name="Bump">What it does to the version: major breaks those who rely on the old one.</param>
/// <param name="Detail">One line for people; may be empty.</param>
public sealed record ArtifactChange(string Kind, string Path, Bump Bump, string Detail)
{
    public string Line => (Path.Length > 0 ? $"{Kind.Replace('_', ' ')}: {Path}" : Kind.Replace('_', ' ')) + (Detail.Length > 0 ? $" ({Detail})" : "");
}
