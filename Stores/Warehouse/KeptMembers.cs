using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Supertrack.Stores.Warehouse;

/// <summary>The members of a row that no column holds, as they came.</summary>
internal sealed class KeptMembers
{
    private readonly byte[] _json;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public KeptMembers(string? extra)
    {
        _json = extra is null ? [] : Encoding.UTF8.GetBytes(extra);
        if (_json.Length == 0)
            return;
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonNames.Unescape(reader.ValueSpan) is { } name)
                _names.Add(name);
            reader.Skip();
        }
    }

    public bool Has(string property) => _names.Contains(property);

    /// <summary>Ends an object that has its columns written: the bytes are spliced in, because some legal JSON texts cannot be unescaped.</summary>
    public void CloseObject(ArrayBufferWriter<byte> output)
    {
        if (_json.Length > 2)
        {
            if (output.WrittenSpan[^1] != '{')
                output.Write(","u8);
            output.Write(_json.AsSpan(1));
        }
        else
        {
            output.Write("}"u8);
        }
        output.Write("\n"u8);
    }
}
