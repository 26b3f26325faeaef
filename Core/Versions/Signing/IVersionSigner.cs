namespace Supertrack.Core.Versions.Signing;

/// <summary>Signs records with the installation's key, and knows the keys whose signatures are trusted.</summary>
public interface IVersionSigner
{
    /// <summary>The key that signs now: the first 16 hexadecimal digits of the SHA-256 of its public part (SubjectPublicKeyInfo).</summary>
    string KeyId { get; }

    /// <summary>ECDSA on P-256 with SHA-256, r and s of 32 bytes each (IEEE P1363).</summary>
    byte[] Sign(ReadOnlySpan<byte> content);

    /// <summary>False for a wrong signature and for a key that is not trusted.</summary>
    bool Verify(string keyId, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);

    /// <summary>The public part of the signing key as PEM, for the repository.</summary>
    string PublicKey { get; }
}
