using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Nodes;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Builtins;

/// <summary>The filters the connector language adds: hashes, base64, regular expressions, string.</summary>
internal static class ConnectorFilters
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void AddTo(Filters filters) => filters
        .Add("hash", "hash_type? salt?", (v, a, e) => new StrValue(Hash(e.Text(v), a[0]?.Text() ?? "md5", a[1] is { Truthy: true } salt ? e.Text(salt) : "")))
        .Add("hmac", "key hash_type?", (v, a, e) => new StrValue(Hmac(e.Text(v), e.Text(a[0]!), a[1]?.Text() ?? "sha256")))
        .Add("base64encode", "", (v, _, _) => new StrValue(Convert.ToBase64String(Encoding.UTF8.GetBytes(Own(v, "encode")))))
        .Add("base64decode", "", (v, _, _) => new StrValue(Decode(Own(v, "encode"))))
        .Add("base64binascii_decode", "", (v, _, _) => new StrValue(Own(v, "encode") is var text && text.All(char.IsAscii)
            ? Convert.ToBase64String(Encoding.ASCII.GetBytes(text)) : throw new ExpressionException("UnicodeEncodeError", "'ascii' codec can't encode the text")))
        .Add("string", "", (v, _, e) => v is StrValue ? v : new StrValue($"\"\"\"{JsonText.Write(v is UndefinedValue u ? throw Faults.Type($"Object of type {u.TypeName} is not JSON serializable") : v, null, false, e.Budget)}\"\"\""))
        .Add("regex_search", "regex", (v, a, e) => new StrValue(Search(Subject(v), a[0]!.Text(), e)))
        .Add("regex_replace", "regex replacement", (v, a, e) => new StrValue(Replace(Subject(v), a[0]!.Text(), a[1]!.Text(), e)));

    private static string Own(Value value, string method) => value switch
    {
        StrValue text => text.Text,
        UndefinedValue undefined => throw Faults.Undefined(undefined),
        _ => throw Faults.Attribute($"'{value.TypeName}' object has no attribute '{method}'"),
    };

    private static string Subject(Value value) => value is StrValue text ? text.Text : throw Faults.Type($"expected string or bytes-like object, got '{value.TypeName}'");

    private static string Hash(string text, string type, string salt)
    {
        var bytes = Encoding.UTF8.GetBytes(text + salt);
#pragma warning disable CA5350, CA5351 // The manifests name these algorithms; nothing is secured with them here.
        return type switch
        {
            "md5" => Convert.ToHexStringLower(MD5.HashData(bytes)),
            "sha1" => Convert.ToHexStringLower(SHA1.HashData(bytes)),
            "sha256" => Convert.ToHexStringLower(SHA256.HashData(bytes)),
            "sha384" => Convert.ToHexStringLower(SHA384.HashData(bytes)),
            "sha512" => Convert.ToHexStringLower(SHA512.HashData(bytes)),
            "sha3_256" when SHA3_256.IsSupported => Convert.ToHexStringLower(SHA3_256.HashData(bytes)),
            "sha3_384" when SHA3_384.IsSupported => Convert.ToHexStringLower(SHA3_384.HashData(bytes)),
            "sha3_512" when SHA3_512.IsSupported => Convert.ToHexStringLower(SHA3_512.HashData(bytes)),
            _ => throw Faults.Attribute($"No hashing function named {type}"),
        };
#pragma warning restore CA5350, CA5351
    }

    private static string Hmac(string text, string key, string type) => type == "sha256"
        ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)))
        : throw Faults.Value($"Hash type '{type}' is not allowed. Allowed types: sha256");

    /// <summary>As Python does, characters outside the alphabet are skipped and only the padding must be right.</summary>
    private static string Decode(string text)
    {
        var clean = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='));
        var end = clean.IndexOf('=', StringComparison.Ordinal);
        var digits = end < 0 ? clean : clean[..end];
        if (digits.Length % 4 == 1 || (digits.Length % 4 != 0 && clean.Length - digits.Length < 4 - (digits.Length % 4)))
            throw new ExpressionException("Error", "Incorrect padding");
        try
        {
            return Strict.GetString(Convert.FromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '=')));
        }
        catch (DecoderFallbackException)
        {
            throw new ExpressionException("UnicodeDecodeError", "'utf-8' codec can't decode the bytes");
        }
    }

    private static string Search(string text, string pattern, Evaluation evaluation)
    {
        try
        {
            var match = PythonRegex.Compile(pattern, evaluation.Context.Limits).Match(text);
            if (!match.Success || match.Groups.Count < 2) return "";
            return match.Groups[1].Success ? match.Groups[1].Value : "None";
        }
        catch (RegexMatchTimeoutException)
        {
            throw Faults.Limit($"the regular expression '{pattern}' takes too long");
        }
    }

    private static string Replace(string text, string pattern, string replacement, Evaluation evaluation)
    {
        try
        {
            var regex = PythonRegex.Compile(pattern, evaluation.Context.Limits);
            var template = PythonRegex.Replacement(replacement, regex);
            return regex.Replace(text, match =>
            {
                var part = template(match);
                evaluation.Budget.Claim(part.Length);
                return part;
            });
        }
        catch (RegexMatchTimeoutException)
        {
            throw Faults.Limit($"the regular expression '{pattern}' takes too long");
        }
    }
}
