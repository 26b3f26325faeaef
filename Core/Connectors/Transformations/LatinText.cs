using System.Text;

namespace Supertrack.Core.Connectors.Transformations;

/// <summary>Latin letters with marks as plain ones, from U+00C0 to U+017F; what has no such form is dropped.</summary>
internal static class LatinText
{
    private const char First = '\u00C0';

    private static readonly string[] Plain = string.Join(' ',
        "A A A A A A AE C E E E E I I I I D N O O O O O * O U U U U Y Th ss",
        "a a a a a a ae c e e e e i i i i d n o o o o o / o u u u u y th y",
        "A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g",
        "G g G g H h H h I i I i I i I i I i IJ ij J j K k q L l L l L l L",
        "l L l N n N n N n 'n NG ng O o O o O o OE oe R r R r R r S s S s S s",
        "S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z Z z Z z s").Split(' ');

    public static string ToAscii(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAscii(character)) plain.Append(character);
            else if (character >= First && character - First < Plain.Length) plain.Append(Plain[character - First]);
        }
        return plain.ToString();
    }
}
