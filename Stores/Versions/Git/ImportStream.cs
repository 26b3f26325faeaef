using System.Buffers;
using System.Globalization;
using System.Text;

namespace Supertrack.Stores.Versions.Git;

/// <summary>
/// The input of <c>git fast-import</c> (git-fast-import(1)): many commits and tags in one process, none of them visible before all are written.
/// </summary>
internal sealed class ImportStream
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private int _mark;

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>The commit that the first one of this branch follows.</summary>
    public void From(string branch, string commit) => _parents.TryAdd(branch, commit);

    /// <param name="author">As git writes it, <c>Name &lt;mail&gt;</c>.</param>
    /// <param name="files">Path and content; null removes the file. Paths are names of ours, without spaces or quotes.</param>
    /// <returns>The mark that a tag can name.</returns>
    public string Commit(string branch, string author, DateTimeOffset at, string message, IReadOnlyList<(string Path, ReadOnlyMemory<byte>? Content)> files)
    {
        var blobs = files.Select(file => file.Content is { } content ? Blob(content) : null).ToList();
        var mark = ":" + ++_mark;
        Line($"commit refs/heads/{branch}");
        Line($"mark {mark}");
        Line(string.Create(CultureInfo.InvariantCulture, $"author {author} {at.ToUnixTimeSeconds()} +0000"));
        Line(string.Create(CultureInfo.InvariantCulture, $"committer Supertrack <supertrack@supertrack.invalid> {at.ToUnixTimeSeconds()} +0000"));
        Data(Encoding.UTF8.GetBytes(message));
        if (_parents.TryGetValue(branch, out var parent)) Line($"from {parent}");
        for (var i = 0; i < files.Count; i++) Line(blobs[i] is { } blob ? $"M 100644 {blob} {files[i].Path}" : $"D {files[i].Path}");
        Line("");
        _parents[branch] = mark;
        return mark;
    }

    /// <summary>An annotated tag.</summary>
    public void Tag(string name, string mark, DateTimeOffset at, string message)
    {
        Line($"tag {name}");
        Line($"from {mark}");
        Line(string.Create(CultureInfo.InvariantCulture, $"tagger Supertrack <supertrack@supertrack.invalid> {at.ToUnixTimeSeconds()} +0000"));
        Data(Encoding.UTF8.GetBytes(message));
    }

    /// <summary>Nothing is written when the input ends without this.</summary>
    public void Done() => Line("done");

    private string Blob(ReadOnlyMemory<byte> content)
    {
        Line("blob");
        Line("mark :" + ++_mark);
        Data(content.Span);
        return ":" + _mark;
    }

    private void Data(ReadOnlySpan<byte> content)
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"data {content.Length}"));
        _bytes.Write(content);
        _bytes.Write("\n"u8);
    }

    private void Line(string text) => _bytes.Write(Encoding.UTF8.GetBytes(text + "\n"));
}
