using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Supertrack.Stores.Warehouse;

/// <summary>The members of a row that no column holds, as they came.</summary>
internal sealed class KeptMembers
{
    private readonly byte[] _json;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Range> _members = [];

    /// <param name="wanted">Those to keep; null for all.</param>
    public KeptMembers(string? extra, IReadOnlySet<string>? wanted = null)
    {
        _json = extra is null ? [] : Encoding.UTF8.GetBytes(extra);
        if (_json.Length == 0)
            return;
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var begin = (int)reader.TokenStartIndex;
            var name = JsonNames.Unescape(reader.ValueSpan);
            reader.Skip();
            if (wanted is not null && (name is null || !wanted.Contains(name)))
                continue;
            if (name is not null)
                _names.Add(name);
            _members.Add(begin..(int)reader.BytesConsumed);
        }
    }

    public bool Has(string property) => _names.Contains(property);

    /// <summary>Ends an object that has its columns written: the bytes are spliced in, because some legal JSON texts cannot be unescaped.</summary>
    public void CloseObject(ArrayBufferWriter<byte> output)
    {
        foreach (var member in _members)
        {
            if (output.WrittenSpan[^1] != '{')
                output.Write(","u8);
            output.Write(_json.AsSpan(member));
        }
        output.Write("}\n"u8);
    }
}
