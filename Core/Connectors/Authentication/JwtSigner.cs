using System.Security.Cryptography;
using System.Text;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Authentication;

/// <summary>Makes signed JSON Web Tokens (RFC 7519, RFC 7518): HS, RS, PS, ES.</summary>
internal sealed class JwtSigner
{
    private static readonly string[] OwnHeaders = ["kid", "alg", "typ", "cty"];
    private static readonly string[] OwnClaims = ["iss", "sub", "aud", "iat", "exp", "nbf"];

    public required SourceSession Session { get; init; }

    public required string Algorithm { get; init; }

    public required Interpolated Key { get; init; }

    public bool KeyIsEncoded { get; init; }

    public Interpolated? Passphrase { get; init; }

    /// <summary>Lifetime in seconds.</summary>
    public long Seconds { get; init; } = 1200;

    public Interpolated? Prefix { get; init; }

    public IReadOnlyList<KeyValuePair<string, Interpolated>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, Interpolated>> Claims { get; init; } = [];

    public InterpolatedMap? MoreHeaders { get; init; }

    public InterpolatedMap? MoreClaims { get; init; }

    public static bool Supports(string algorithm) => algorithm is not "EdDSA";

    /// <summary>The token with its prefix, as it goes into a request.</summary>
    public string Credential()
    {
        var prefix = Prefix?.Evaluate(new Scope(Session)).ToString();
        return string.IsNullOrEmpty(prefix) ? Sign() : $"{prefix} {Sign()}";
    }

    public string Sign()
    {
        var header = Own(MoreHeaders, Headers, OwnHeaders);
        header["alg"] = Tree.Text(Algorithm);
        var claims = Own(MoreClaims, Claims, OwnClaims);
        var now = Session.Now.ToUnixTimeSeconds();
        claims["iat"] = IntValue.Of(now);
        claims["exp"] = IntValue.Of(now + Seconds);
        claims["nbf"] = IntValue.Of(now);
        var content = $"{Encode(header, sorted: true)}.{Encode(claims, sorted: false)}";
        var token = $"{content}.{Base64(Signature(Encoding.ASCII.GetBytes(content)))}";
        Session.Secrets.Add(token);
        return token;
    }

    private DictValue Own(InterpolatedMap? more, IReadOnlyList<KeyValuePair<string, Interpolated>> named, string[] reserved)
    {
        var scope = new Scope(Session);
        var map = more?.Evaluate(scope) ?? new DictValue();
        if (reserved.FirstOrDefault(name => map[name] is not null) is { } taken)
            throw new ConnectorException(FailureKind.System, $"'{taken}' may not be among the additional JWT fields. Use its own setting.");
        foreach (var (name, template) in named) map[name] = template.Evaluate(scope);
        return map;
    }

    private byte[] Signature(byte[] content)
    {
        var secret = Key.Evaluate(new Scope(Session)).ToString();
        Session.Secrets.Add(secret);
        if (KeyIsEncoded) secret = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        var hash = Algorithm[2..] switch { "384" => HashAlgorithmName.SHA384, "512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        try
        {
            return Algorithm[..2] switch
            {
                "HS" => Hmac(Encoding.UTF8.GetBytes(secret), content, hash),
                "ES" => Elliptic(secret, content, hash),
                _ => Rsa(secret, content, hash),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ConnectorException(FailureKind.Config, $"The key does not fit {Algorithm} ({exception.GetType().Name}). Give the key in PEM form.", exception);
        }
    }

    private static byte[] Hmac(byte[] key, byte[] content, HashAlgorithmName hash) => hash.Name switch
    {
        "SHA384" => HMACSHA384.HashData(key, content),
        "SHA512" => HMACSHA512.HashData(key, content),
        _ => HMACSHA256.HashData(key, content),
    };

    private byte[] Rsa(string pem, byte[] content, HashAlgorithmName hash)
    {
        using var rsa = RSA.Create();
        Import(rsa, pem);
        return rsa.SignData(content, hash, Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private byte[] Elliptic(string pem, byte[] content, HashAlgorithmName hash)
    {
        using var key = ECDsa.Create();
        Import(key, pem);
        return key.SignData(content, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private void Import(AsymmetricAlgorithm key, string pem)
    {
        var pass = Passphrase?.Evaluate(new Scope(Session)).ToString();
        if (string.IsNullOrEmpty(pass)) key.ImportFromPem(pem);
        else key.ImportFromEncryptedPem(pem, pass);
    }

    private static string Encode(DictValue map, bool sorted) => Base64(Encoding.UTF8.GetBytes(JsonText.Python(map, sorted, spaces: false)));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

/// <summary>A JWT as the token of a request.</summary>
internal sealed class JwtToken(JwtSigner signer) : ITokenSource
{
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(signer.Credential());
}
