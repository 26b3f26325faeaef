using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Schemas.Changes;
using Supertrack.Core.Versions;
using Supertrack.Core.Versions.Changes;
using Supertrack.Core.Versions.Signing;

namespace Supertrack.Core.Tests.Versions;

public sealed class SignedVersionTests : IDisposable
{
    private readonly EcdsaSigner _signer = new(ECDsa.Create(ECCurve.NamedCurves.nistP256), []);

    private static FrozenVersion Version => new()
    {
        Artifact = ArtifactId.Parse("acme/schema/people"),
        Version = new SemanticVersion(1, 2, 3),
        Hash = new string('a', 64),
        Source = new string('b', 64),
        Size = 12,
        FrozenAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Provenance = new Provenance { Proposer = new Proposer(ProposerKind.Statistic, "inference"), Approvals = [new Approval("ada", DateTimeOffset.UnixEpoch, "fine")] },
        Changes = [new ArtifactChange("field_added", "a.b", Bump.Minor, "\"x\" → y")],
        Parents = [new string('c', 64)],
        Cases = ImmutableArray<string>.Empty,
    };

    [Fact]
    public void A_record_comes_back_as_it_was_signed()
    {
        var signed = SignedVersion.Sign(Version, _signer);
        var opened = SignedVersion.Open(signed.Bytes, _signer);
        Assert.Equal((signed.Id, _signer.KeyId), (opened.Id, opened.KeyId));
        Assert.Equal(Version.Changes[0], opened.Version.Changes[0]);
        Assert.Equal((Version.Artifact, Version.Version, Version.FrozenAt), (opened.Version.Artifact, opened.Version.Version, opened.Version.FrozenAt));
        Assert.Equal("ada", opened.Version.Provenance.Approvals[0].By);
    }

    [Fact]
    public void Not_one_byte_can_be_altered()
    {
        var bytes = SignedVersion.Sign(Version, _signer).Bytes.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            var altered = (byte[])bytes.Clone();
            altered[i] ^= 1;
            Assert.Throws<FormatException>(() => SignedVersion.Open(altered, _signer));
        }
        for (var length = 0; length < bytes.Length; length += 7) Assert.Throws<FormatException>(() => SignedVersion.Open(bytes.AsMemory(0, length), _signer));
    }

    [Fact]
    public void Members_that_nobody_signed_are_noticed()
    {
        var text = Encoding.UTF8.GetString(SignedVersion.Sign(Version, _signer).Bytes.Span);
        foreach (var altered in new[] { text.Replace("{\"record\"", "{\"a\":1, \"record\"", StringComparison.Ordinal), text + " ", text.Replace("\"size\":12", "\"size\":12.0", StringComparison.Ordinal) })
            Assert.Throws<FormatException>(() => SignedVersion.Open(Encoding.UTF8.GetBytes(altered), _signer));
    }

    [Fact]
    public void A_key_is_trusted_only_when_somebody_said_so()
    {
        using var other = new EcdsaSigner(ECDsa.Create(ECCurve.NamedCurves.nistP256), []);
        var signed = SignedVersion.Sign(Version, _signer);
        Assert.Throws<FormatException>(() => SignedVersion.Open(signed.Bytes, other));
        Assert.Equal(_signer.KeyId, other.Trust(_signer.PublicKey));
        Assert.Equal(signed.Id, SignedVersion.Open(signed.Bytes, other).Id);
        Assert.Throws<InvalidArtifactException>(() => other.Trust("no key"));
        Assert.Throws<InvalidArtifactException>(() => other.Trust(ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportSubjectPublicKeyInfoPem()));
    }

    public void Dispose() => _signer.Dispose();
}
