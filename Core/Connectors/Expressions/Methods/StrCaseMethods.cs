using System.Globalization;
using System.Text;
using Supertrack.Core.Connectors.Expressions.Operators;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Methods;

/// <summary>Case and kind of characters.</summary>
internal static class StrCaseMethods
{
    public static MethodTable Table { get; } = new MethodTable()
        .Add("lower", "", (self, _, _) => new StrValue(StrMethods.Of(self).ToLowerInvariant()))
        .Add("upper", "", (self, _, _) => new StrValue(Upper(StrMethods.Of(self))))
        .Add("casefold", "", (self, _, _) => new StrValue(StrMethods.Of(self).Replace("ß", "ss", StringComparison.Ordinal).ToLowerInvariant()))
        .Add("capitalize", "", (self, _, _) => new StrValue(Capitalize(StrMethods.Of(self))))
        .Add("title", "", (self, _, _) => new StrValue(Title(StrMethods.Of(self))))
        .Add("swapcase", "", (self, _, _) => new StrValue(string.Concat(StrMethods.Of(self).Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)))))
        .Add("isdigit", "", (self, _, _) => All(self, r => Rune.IsDigit(r) || Rune.GetUnicodeCategory(r) == UnicodeCategory.OtherNumber && Rune.GetNumericValue(r) is >= 0 and <= 9))
        .Add("isdecimal", "", (self, _, _) => All(self, Rune.IsDigit))
        .Add("isnumeric", "", (self, _, _) => All(self, r => Rune.IsNumber(r)))
        .Add("isalpha", "", (self, _, _) => All(self, Rune.IsLetter))
        .Add("isalnum", "", (self, _, _) => All(self, r => Rune.IsLetter(r) || Rune.IsNumber(r)))
        .Add("isspace", "", (self, _, _) => All(self, Rune.IsWhiteSpace))
        .Add("isascii", "", (self, _, _) => BoolValue.Of(StrMethods.Of(self).All(char.IsAscii)))
        .Add("isprintable", "", (self, _, _) => BoolValue.Of(StrMethods.Of(self).EnumerateRunes().All(r => StrText.IsPrintable(r.Value))))
        .Add("isidentifier", "", (self, _, _) => BoolValue.Of(IsIdentifier(StrMethods.Of(self))))
        .Add("islower", "", (self, _, _) => BoolValue.Of(IsLower(StrMethods.Of(self))))
        .Add("isupper", "", (self, _, _) => BoolValue.Of(IsUpper(StrMethods.Of(self))))
        .Add("istitle", "", (self, _, _) => BoolValue.Of(StrMethods.Of(self).Any(char.IsLetter) && Title(StrMethods.Of(self)) == StrMethods.Of(self)));

    public static bool IsLower(string text) => text.Any(char.IsLower) && !text.Any(char.IsUpper);

    public static bool IsUpper(string text) => text.Any(char.IsUpper) && !text.Any(char.IsLower);

    public static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    public static string Capitalize(string text) => text.Length == 0 ? text : Upper(text[..1]) + text[1..].ToLowerInvariant();

    private static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var inside = false;
        foreach (var c in text)
        {
            title.Append(inside ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inside = char.IsLetter(c);
        }
        return title.ToString();
    }

    private static bool IsIdentifier(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static BoolValue All(Value self, Func<Rune, bool> test)
    {
        var text = StrMethods.Of(self);
        return BoolValue.Of(text.Length > 0 && text.EnumerateRunes().All(test));
    }
}
