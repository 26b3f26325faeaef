using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Secrets;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Secrets;

/// <summary>
/// AES-256-GCM under a random key in a file that only its owner can read, made at the first start. Also derives keys for other purposes,
/// so that one file is all that has to be kept safe.
/// </summary>
public sealed class KeyFile : ISecretBox
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string Prefix = "v1:";

    private readonly string _path;
    private readonly byte[] _key;

    private KeyFile(string path, byte[] key) => (_path, _key) = (path, key);

    /// <exception cref="StorageCorruptException">The file is no key.</exception>
    public static KeyFile OpenOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == 32 ? new KeyFile(path, key)
            : throw new StorageCorruptException(path, $"it holds {key.Length} bytes instead of the 32 of a key");
    }

    /// <summary>A key that comes from elsewhere.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="place">Named in errors.</param>
    internal static KeyFile Of(byte[] key, string place) => new(place, key);

    /// <summary>32 bytes that nobody can compute without the file.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, info: Encoding.UTF8.GetBytes(purpose));

    public string Seal(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return Prefix + Convert.ToBase64String(box);
    }

    public string Open(string sealedText)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        try
        {
            var box = Convert.FromBase64String(sealedText[Prefix.Length..]);
            var plain = new byte[box.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(_key, TagBytes);
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception error) when (error is CryptographicException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidOperationException(
                $"A stored secret cannot be opened with {_path}. Restore the key file that belongs to this data, or give the connector its configuration again.", error);
        }
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var staged = $"{path}.{Environment.ProcessId}.new";
        File.Delete(staged);
        using (var file = new FileStream(staged, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(staged, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another silo that shares the file made it in the same moment; that one counts.
            File.Delete(staged);
        }
    }
}
