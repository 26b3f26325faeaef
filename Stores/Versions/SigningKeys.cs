using System.Security.Cryptography;
using Supertrack.Core.Versions.Signing;

namespace Supertrack.Stores.Versions;

/// <summary>
/// The installation's signing key in a file that only its owner can read, made when it is first needed, and the public keys that are
/// trusted beside it: <c>signing.pem</c> and <c>trusted/*.pem</c>.
/// </summary>
public static class SigningKeys
{
    /// <exception cref="InvalidOperationException">The file is no key; the message names it.</exception>
    public static EcdsaSigner OpenOrCreate(string folder)
    {
        var path = Path.Combine(folder, "signing.pem");
        if (!File.Exists(path)) Create(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize != 256) throw new CryptographicException("it is not on P-256");
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException($"{path} is no signing key: {error.Message} Restore it from a backup, or move it aside to get a new one and put its public part under trusted/.", error);
        }
        return new EcdsaSigner(key, Trusted(folder));
    }

    /// <summary>Trusts a key for good.</summary>
    /// <returns>Its id.</returns>
    public static string Trust(string folder, EcdsaSigner signer, string pem)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var id = signer.Trust(pem);
        var path = Path.Combine(folder, "trusted", id + ".pem");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path)) File.WriteAllText(path, pem);
        return id;
    }

    private static IEnumerable<string> Trusted(string folder)
    {
        var trusted = Path.Combine(folder, "trusted");
        return Directory.Exists(trusted) ? Directory.EnumerateFiles(trusted, "*.pem").Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var staged = $"{path}.{Guid.NewGuid():N}.new";
        using (var writer = new StreamWriter(staged, options))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }
        try
        {
            File.Move(staged, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made one meanwhile: that one is the key.
            File.Delete(staged);
        }
    }
}
