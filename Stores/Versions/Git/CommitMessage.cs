using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Deployments;

namespace Supertrack.Stores.Versions.Git;

/// <summary>Messages of our commits: one line, the changes, and trailers that say who, why, with what evidence, and signed by which key.</summary>
internal static class CommitMessage
{
    private const int MostEvidence = 20;

    /// <param name="record">The signed record: the commit carries its signature.</param>
    public static string Frozen(FrozenVersion version, string id, JsonObject record, long sequence)
    {
        var proposer = version.Provenance.Proposer;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{version.Artifact.Kind.Word()}/{version.Artifact.Name} {version.Version}: {Changelog.Line(version)}\n");
        text.Append(Changelog.Entry(version).AsSpan().TrimEnd()).Append("\n\n");
        Trailer(text, "Artifact", version.Artifact.ToString());
        Trailer(text, "Version", version.Version.ToString());
        Trailer(text, "Content", version.Hash);
        Trailer(text, "Record", id);
        Trailer(text, "Proposer", $"{proposer.Kind.ToString().ToLowerInvariant()} {proposer.Name}");
        foreach (var evidence in version.Provenance.Evidence.Take(MostEvidence)) Trailer(text, "Evidence", $"{evidence.Kind}: {evidence.Text}{(evidence.Hash is { } hash ? " " + hash : "")}");
        foreach (var approval in version.Provenance.Approvals) Trailer(text, "Approved-by", $"{approval.By} {approval.At:O} {approval.Reason}");
        Trailer(text, "Key", (string?)record["signature"]?["key"] ?? "");
        Trailer(text, "Signature", (string?)record["signature"]?["value"] ?? "");
        Trailer(text, RepositoryLayout.SequenceTrailer, sequence.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <param name="decided">The entry as JSON.</param>
    public static string Decided(ArtifactId artifact, RegistryEntry entry, string decided, string key, string signature, long sequence)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{entry.Stage.Word()}: {artifact.Kind.Word()}/{artifact.Name} {entry.Version} {entry.Action.Replace('_', ' ')}\n\n");
        if (entry.Detail.Length > 0) text.Append(entry.Detail).Append("\n\n");
        Trailer(text, "Artifact", artifact.ToString());
        Trailer(text, "Action", entry.Action);
        Trailer(text, "By", entry.By);
        Trailer(text, "Entry", decided);
        Trailer(text, "Key", key);
        Trailer(text, "Signature", signature);
        Trailer(text, RepositoryLayout.SequenceTrailer, sequence.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>The values of a trailer in a message of ours.</summary>
    public static string? Value(string message, string trailer)
    {
        var mark = $"\n{trailer}: ";
        var at = message.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var end = message.IndexOf('\n', at + mark.Length);
        return end < 0 ? message[(at + mark.Length)..] : message[(at + mark.Length)..end];
    }

    /// <summary>A name as git takes it for an author.</summary>
    public static string Author(string name)
    {
        var plain = new string([.. OneLine(name).Where(c => c is not ('<' or '>'))]).Trim();
        var mail = new string([.. plain.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')]);
        return $"{(plain.Length > 0 ? plain : "unknown")} <{(mail.Length > 0 ? mail : "unknown")}@supertrack.invalid>";
    }

    private static void Trailer(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(OneLine(value)).Append('\n');

    // A line break in foreign words would let them write trailers of their own.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c));
}
