using System.Xml;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>
/// XML as mappings: attributes under @name, repeated elements as lists, text beside them under #text, an empty element as null.
/// Prefixes are part of the names. Document types are refused. A body that is no XML is an empty mapping.
/// </summary>
internal sealed class XmlDecoder(int maxDepth) : IBodyDecoder
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    public bool IsStream => false;

    public IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), Settings);
            reader.MoveToContent();
            var root = Tree.Map(reader.Name, ReadElement(reader, 0));
            while (reader.Read())
            {
                // Only what may follow the root; anything else throws.
            }
            return [root];
        }
        catch (XmlException)
        {
            return [new DictValue()];
        }
    }

    private Value ReadElement(XmlReader reader, int depth)
    {
        if (depth > maxDepth) throw new XmlException($"nested deeper than {maxDepth} levels");
        var map = new DictValue();
        var empty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute()) map["@" + reader.Name] = Tree.Text(reader.Value);
        reader.MoveToElement();
        var text = "";
        while (!empty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element) Add(map, reader.Name, ReadElement(reader, depth + 1));
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) text += reader.Value;
        }
        text = text.Trim();
        if (map.Count == 0) return text.Length == 0 ? Tree.None : Tree.Text(text);
        if (text.Length > 0) map["#text"] = Tree.Text(text);
        return map;
    }

    private static void Add(DictValue map, string name, Value value)
    {
        if (map[name] is not { } existing) map[name] = value;
        else if (existing is ListValue list) list.Elements.Add(value);
        else map[name] = new ListValue(new List<Value> { existing, value });
    }
}
