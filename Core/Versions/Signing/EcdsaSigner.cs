using System.Security.Cryptography;
using Supertrack.Core.Versions.Canonical;

namespace Supertrack.Core.Versions.Signing;

/// <summary>ECDSA on P-256 (FIPS 186-5) with SHA-256.</summary>
public sealed class EcdsaSigner : IVersionSigner, IDisposable
{
    private readonly Lock _turn = new();
    private readonly ECDsa _key;
    private readonly Dictionary<string, ECDsa> _trusted = new(StringComparer.Ordinal);

    /// <param name="key">The installation's key with its private part; this object owns it.</param>
    /// <param name="trusted">Public keys of earlier keys and of other installations, as PEM.</param>
    public EcdsaSigner(ECDsa key, IEnumerable<string> trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        _key = key;
        KeyId = IdOf(key);
        PublicKey = key.ExportSubjectPublicKeyInfoPem();
        _trusted[KeyId] = key;
        foreach (var pem in trusted) Trust(pem);
    }

    public string KeyId { get; }

    public string PublicKey { get; }

    /// <summary>Trusts one more key from now on and answers its id.</summary>
    /// <exception cref="InvalidArtifactException">The text is no public key.</exception>
    public string Trust(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != 256) throw new CryptographicException("it is not on P-256");
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidArtifactException("key", "is no public key: " + error.Message.TrimEnd('.'), "Give a PEM file of an ECDSA key on P-256.", error);
        }
        var id = IdOf(key);
        lock (_turn)
        {
            if (!_trusted.TryAdd(id, key)) key.Dispose();
        }
        return id;
    }

    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        lock (_turn) return _key.SignData(content, HashAlgorithmName.SHA256);
    }

    public bool Verify(string keyId, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        lock (_turn) return _trusted.TryGetValue(keyId, out var key) && key.VerifyData(content, signature, HashAlgorithmName.SHA256);
    }

    public void Dispose()
    {
        foreach (var key in _trusted.Values) key.Dispose();
        _key.Dispose();
    }

    private static string IdOf(ECDsa key) => ArtifactContent.HashOf(key.ExportSubjectPublicKeyInfo())[..16];
}
