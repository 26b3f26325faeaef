using Supertrack.Core.Versions;
using Supertrack.Stores.Versions;

namespace Supertrack.Stores.Tests.Versions;

/// <summary>A store in a folder of the test's own, that the test can open again.</summary>
internal sealed class VersionLab : IDisposable, IVersionAlarm
{
    private readonly TemporaryFolder _folder = new();
    private readonly StepClock _clock = new();

    public VersionLab() => Store = Open();

    public static ArtifactId Crm { get; } = ArtifactId.Parse("acme/connector/crm");

    public string Root => Path.Combine(_folder.Path, "versions");

    public string Folder => _folder.Path;

    public string Tenant => Path.Combine(Root, "tenants", "acme");

    public VersionFolder Store { get; private set; }

    public List<VersionDamage> Alarms { get; } = [];

    public VersionFolder Open(string name = "versions") => new(Path.Combine(_folder.Path, name), this, _clock);

    public void Reopen()
    {
        Store.Dispose();
        Store = Open();
    }

    public void Raise(VersionDamage damage) => Alarms.Add(damage);

    /// <summary>A manifest with one stream whose records are at a path.</summary>
    public static string Manifest(string path, string key = "id") => $$"""
        # a comment
        version: 6.1.0
        type: DeclarativeSource
        check: { type: CheckStream, stream_names: [contacts] }
        streams:
          - type: DeclarativeStream
            name: contacts
            primary_key: [{{key}}]
            retriever:
              type: SimpleRetriever
              requester: { type: HttpRequester, url_base: "https://api.example.com", path: "{{path}}" }
              record_selector: { type: RecordSelector, extractor: { type: DpathExtractor, field_path: [] } }
        """;

    public Task<FrozenArtifact> FreezeAsync(string text, ArtifactId? artifact = null, params string[] cases) => Store.FreezeAsync(Request(text, artifact, cases), default);

    public static FreezeRequest Request(string text, ArtifactId? artifact = null, params string[] cases) => new()
    {
        Artifact = artifact ?? Crm,
        Text = text,
        Cases = [.. cases],
        Provenance = new Provenance { Proposer = new Proposer(ProposerKind.Person, "ada"), Evidence = [new Evidence("trial", "read 100 of 100 records")] },
    };

    /// <summary>The file that holds the content or record of a version.</summary>
    public string ObjectFile(string hash, string kind = "objects") => Path.Combine(Tenant, kind, hash[..2], hash);

    /// <summary>What somebody with access to the disk does.</summary>
    public static void Overwrite(string file, string text)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, text);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    /// <summary>Every look is a second later.</summary>
    private sealed class StepClock : TimeProvider
    {
        private long _seconds;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref _seconds));
    }
}
