using System.Xml;
using System.Xml.Linq;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Finds codes and messages in an XML error body: AWS, Azure storage, SOAP faults (1.1 and 1.2) and kin.</summary>
internal static class XmlStatements
{
    /// <summary>Error documents are small; a larger one is judged by its status alone.</summary>
    private const int MaxParsed = 30_000;

    /// <returns>True when the document reports a failure.</returns>
    public static bool Read(string body, int status, Findings found)
    {
        var root = body.Length > MaxParsed ? null : Parse(body);
        if (root is null) return status is not (>= 200 and < 300);
        var failed = status is not (>= 200 and < 300)
            || root.DescendantsAndSelf().Take(50).Any(e => e.Name.LocalName.ToLowerInvariant() is "error" or "errors" or "fault" or "exception" or "errorresponse" or "err" or "errormessage" or "errorcode"
                || IsFailing(e.Name.LocalName, e) || e.Attributes().Any(a => a.Name.LocalName.ToLowerInvariant() is "stat" or "status" && a.Value.ToLowerInvariant() is "fail" or "failed" or "error"));
        if (!failed) return false;
        foreach (var leaf in root.DescendantsAndSelf().Where(e => !e.HasElements).Take(80)) Leaf(leaf, found);
        foreach (var attribute in root.DescendantsAndSelf().Take(40).SelectMany(e => e.Attributes()).Where(a => !a.IsNamespaceDeclaration))
            Named(attribute.Name.LocalName, attribute.Value, found);
        return true;
    }

    private static bool IsFailing(string name, XElement element) => !element.HasElements && element.Value.Trim().ToLowerInvariant() is { Length: > 0 and < 40 } value
        && (name.ToLowerInvariant() is "status" or "result" or "success" or "ack" ? value is "fail" or "failed" or "failure" or "error" or "false"
            : name.Contains("error", StringComparison.OrdinalIgnoreCase) && value is not ("0" or "none" or "false" or "ok" or "success"));

    private static void Leaf(XElement leaf, Findings found) => Named(leaf.Name.LocalName, leaf.Value.Trim(), found);

    private static void Named(string name, string text, Findings found)
    {
        if (text.Length == 0) return;
        if (text.Contains(' ')) found.Message(text, name);
        else if (name.Contains("code", StringComparison.OrdinalIgnoreCase) || name.Contains("type", StringComparison.OrdinalIgnoreCase)
            || name.Contains("error", StringComparison.OrdinalIgnoreCase) || name.Contains("status", StringComparison.OrdinalIgnoreCase)
            || name.Contains("reason", StringComparison.OrdinalIgnoreCase))
        {
            if (long.TryParse(text, out var number)) found.Number(name, number);
            else found.Code(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..], name);
        }
        else if (name is "Endpoint" or "Region") found.Target(text);
        else if (name.Contains("message", StringComparison.OrdinalIgnoreCase)) found.Message(text, name);
    }

    private static XElement? Parse(string body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var text = new StringReader(body.TrimStart('\uFEFF', ' ', '\r', '\n'));
            using var reader = XmlReader.Create(text, settings);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null; // cut or not well-formed: the status is judged alone
        }
    }
}
