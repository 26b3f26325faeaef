using System.Text;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Selecting;

namespace Supertrack.Core.Connectors.Compiling;

internal static class DecoderCompiler
{
    public static IBodyDecoder Compile(SourceSession session, Component? decoder) => decoder?.Type switch
    {
        null or "JsonDecoder" => JsonDecoder.Instance,
        "XmlDecoder" => new XmlDecoder(session.Options.MaxDepth),
        "IterableDecoder" => new LineDecoder(),
        "GzipDecoder" => new GzipDecoder(Inner(session, decoder.NeedChild("decoder")), session.Options.MaxBodyBytes),
        "ZipfileDecoder" => new ZipDecoder(Inner(session, decoder.NeedChild("decoder")), session.Options.MaxBodyBytes),
        _ => Inner(session, decoder),
    };

    /// <summary>A decoder of plain content, as it may lie inside an archive.</summary>
    private static IBodyDecoder Inner(SourceSession session, Component decoder) => decoder.Type switch
    {
        "JsonDecoder" => new StrictJsonDecoder(),
        "JsonlDecoder" => new JsonLinesDecoder(),
        "JsonItemsDecoder" => new JsonItemsDecoder(decoder.Need("items_path"), EncodingOf(decoder)),
        "CsvDecoder" => new CsvDecoder(EncodingOf(decoder), Delimiter(decoder), decoder.Texts("set_values_to_none").ToHashSet()),
        "GzipDecoder" => new GzipDecoder(Inner(session, decoder.NeedChild("decoder")), session.Options.MaxBodyBytes),
        _ => throw decoder.Unsupported(),
    };

    private static char Delimiter(Component decoder) => decoder.Text("delimiter") switch
    {
        null or "" => ',',
        "\\t" => '\t',
        "\\n" => '\n',
        { } text => text[0] == '\\' && text.Length > 1 ? text[1] : text[0],
    };

    private static Encoding EncodingOf(Component decoder) => decoder.Text("encoding") is { Length: > 0 } name
        ? TextEncodings.Find(name) ?? throw decoder.Problem("encoding", $"The encoding '{name}' is not known.", "Use a name such as utf-8, utf-8-sig, utf-16, ascii, latin-1, cp1252 or shift_jis.")
        : TextEncodings.Utf8;
}
