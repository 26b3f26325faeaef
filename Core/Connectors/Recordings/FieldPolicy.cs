using System.Collections.Frozen;
using System.Text;

namespace Supertrack.Core.Connectors.Recordings;

/// <summary>Says which fields hold personal data. Names are compared by their letters and digits only, without regard to case.</summary>
public sealed class FieldPolicy(IEnumerable<string> names)
{
    private const int LongestName = 64;

    private readonly FrozenSet<string> _names = names.Select(name => Plain(name)).Where(name => name.Length > 0).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Names, ways to reach a person, identity and account numbers, addresses.</summary>
    public static IReadOnlyList<string> UsualNames { get; } =
    [
        "email", "email_address", "e_mail", "mail", "phone", "phone_number", "telephone", "mobile", "mobile_phone", "cell_phone", "fax",
        "first_name", "last_name", "full_name", "middle_name", "given_name", "family_name", "surname", "maiden_name", "display_name", "real_name", "nickname",
        "birthday", "birth_date", "date_of_birth", "dob", "ssn", "social_security_number", "national_id", "tax_id", "passport", "passport_number", "drivers_license",
        "iban", "bic", "account_number", "card_number", "address", "address1", "address2", "address_line1", "address_line2", "line1", "line2", "street",
        "street_address", "postal_code", "zip", "zip_code", "ip", "ip_address", "latitude", "longitude", "password", "secret",
    ];

    /// <summary>Covers the usual names.</summary>
    public static FieldPolicy Usual { get; } = new(UsualNames);

    /// <summary>Covers nothing.</summary>
    public static FieldPolicy None { get; } = new([]);

    public bool Covers(string name) => Plain(name) is { Length: > 0 } plain && _names.Contains(plain);

    /// <summary>Values that are an address of e-mail are personal whatever their field is called, unless nothing is.</summary>
    public bool CoversValue(string value) =>
        _names.Count > 0 && value.Length is > 5 and < 255 && value.IndexOf('@') is > 0 and var at && value.IndexOf('.', at) > 0 && !value.AsSpan().ContainsAny(" /:\n");

    private static string Plain(string name)
    {
        if (name.Length > LongestName)
            return "";
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
