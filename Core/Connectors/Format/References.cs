using System.Globalization;

namespace Supertrack.Core.Connectors.Format;

/// <summary>
/// Replaces <c>$ref</c> and <c>#/a/b</c> texts by what they point to. A mapping with <c>$ref</c> takes the target's fields and overrides them
/// with its own. A path is first looked for as one key, then step by step; numbers index lists. Source: the format's reference rules.
/// </summary>
internal sealed class References
{
    private const int MaxNodes = 5_000_000;

    private readonly string _file;
    private readonly ManifestNode _root;
    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, ManifestNode> _resolved = [];
    private int _nodes;

    private References(ManifestNode root, string file) => (_root, _file) = (root, file);

    public static ManifestNode Expand(ManifestNode root, string file) => new References(root, file).Resolve(root, "");

    private ManifestNode Resolve(ManifestNode node, string path)
    {
        if (++_nodes > MaxNodes) throw new ManifestException(_file, node.Line, path, "References expand beyond all measure.", "Remove references that contain each other many times.");
        return node.Kind switch
        {
            NodeKind.Map => ResolveMap(node, path),
            NodeKind.List => ManifestNode.Of([.. node.Items.Select((item, index) => Resolve(item, $"{path}[{index}]"))], node.Line),
            NodeKind.Text when node.Text.StartsWith("#/", StringComparison.Ordinal) => Follow(node, path),
            _ => node,
        };
    }

    private ManifestNode ResolveMap(ManifestNode node, string path)
    {
        var own = new OrderedDictionary<string, ManifestNode>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Fields)
            if (key != "$ref") own[key] = key == "config_overrides" ? value : Resolve(value, path.Length == 0 ? key : $"{path}.{key}");
        if (node["$ref"] is not { } reference) return ManifestNode.Of(own, node.Line);
        var target = Resolve(reference, path);
        if (target.Kind != NodeKind.Map) return target;
        var merged = new OrderedDictionary<string, ManifestNode>(target.Fields, StringComparer.Ordinal);
        foreach (var (key, value) in own) merged[key] = value;
        return ManifestNode.Of(merged, node.Line);
    }

    private ManifestNode Follow(ManifestNode reference, string path)
    {
        if (_resolved.TryGetValue(reference.Text, out var known)) return known;
        if (!_open.Add(reference.Text))
            throw new ManifestException(_file, reference.Line, path, $"The reference {reference.Text} leads back to itself.", "Break the circle.");
        var target = Find(reference.Text[2..], _root)
            ?? throw new ManifestException(_file, reference.Line, path, $"The reference {reference.Text} points to nothing.", "Define it, or correct the path.");
        var result = Resolve(target, path);
        _open.Remove(reference.Text);
        return _resolved[reference.Text] = result;
    }

    private static ManifestNode? Find(string path, ManifestNode node)
    {
        while (path.Length > 0)
        {
            if (node[path] is { } whole) return whole;
            var cut = path.IndexOf('/');
            var (head, rest) = cut < 0 ? (path, "") : (path[..cut], path[(cut + 1)..]);
            var next = node.Kind == NodeKind.List
                ? int.TryParse(head, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < node.Items.Count ? node.Items[index] : null
                : node[head];
            if (next is null) return null;
            (node, path) = (next, rest);
        }
        return node;
    }
}
