using System.Text;

namespace Supertrack.Stores.Versions.Git;

/// <summary>Commits on their way into a repository, on top of what is there.</summary>
internal sealed class MirrorBatch
{
    private readonly GitRepository _repository;
    private readonly IReadOnlyDictionary<string, GitHead> _heads;
    private readonly IReadOnlySet<string> _tags;
    private readonly ImportStream _stream = new();
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public MirrorBatch(GitRepository repository, IReadOnlyDictionary<string, GitHead> heads, IReadOnlySet<string> tags)
    {
        (_repository, _heads, _tags) = (repository, heads, tags);
        foreach (var head in heads.Values) _stream.From(head.Branch, head.Commit);
    }

    public int Commits { get; private set; }

    /// <summary>The branch already has the commit of this line.</summary>
    public bool Has(string branch, long sequence) => _heads.TryGetValue(branch, out var head) && head.Sequence >= sequence;

    /// <summary>The version has its commit, whatever the number of its line is now.</summary>
    public bool HasTag(string tag) => _tags.Contains(tag);

    /// <summary>The public key that the signatures are verified with, before the first commit that it signs.</summary>
    public async Task AddKeyAsync(string id, string pem, long sequence, CancellationToken cancellationToken)
    {
        const string Branch = RepositoryLayout.FrozenBranch;
        if (await TextAsync(Branch, RepositoryLayout.Key(id), cancellationToken) is not null) return;
        var message = $"The key {id} that signs what follows\n\n{RepositoryLayout.SequenceTrailer}: {Math.Max(sequence, _heads.GetValueOrDefault(Branch)?.Sequence ?? 0)}\n";
        _stream.Commit(Branch, CommitMessage.Author("supertrack"), DateTimeOffset.UnixEpoch, message, [(RepositoryLayout.Key(id), Encoding.UTF8.GetBytes(pem))]);
    }

    public void Commit(string branch, string author, DateTimeOffset at, string message, IReadOnlyList<(string, ReadOnlyMemory<byte>?)> files, string? tag)
    {
        var mark = _stream.Commit(branch, author, at, message, files);
        if (tag is not null) _stream.Tag(tag, mark, at, message);
        Commits++;
    }

    /// <summary>A file as it will be, as far as it is known; null when there is none.</summary>
    public async Task<string?> TextAsync(string branch, string path, CancellationToken cancellationToken)
    {
        if (_texts.TryGetValue(path, out var text)) return text;
        return _heads.TryGetValue(branch, out var head) && await _repository.ReadAsync(head.Commit, path, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }

    public void Remember(string path, string text) => _texts[path] = text;

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        _stream.Done();
        await stream.WriteAsync(_stream.Bytes, cancellationToken);
    }
}
