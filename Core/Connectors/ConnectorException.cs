namespace Supertrack.Core.Connectors;

/// <summary>What can recover a failure.</summary>
public enum FailureKind
{
    /// <summary>The connector's configuration or credentials must change; repeating cannot help.</summary>
    Config,

    /// <summary>The same read may succeed later.</summary>
    Transient,

    /// <summary>The manifest or the source answers in a way the manifest does not foresee.</summary>
    System,
}

/// <summary>A read, check or discovery failed. The message is for the user: what, where, and the next step; it holds no secrets.</summary>
public class ConnectorException : Exception
{
    public ConnectorException(FailureKind kind, string message, Exception? inner = null) : base(message, inner) => Kind = kind;

    public FailureKind Kind { get; }

    /// <summary>Stream in which it happened; null outside of a stream.</summary>
    public string? Stream { get; init; }

    /// <summary>Slice (JSON text) in which it happened; null outside of a slice.</summary>
    public string? Slice { get; init; }

    /// <summary>Page within the slice, counted from 0; null outside of a page.</summary>
    public int? Page { get; init; }

    /// <summary>Status of the answer that failed; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Method of the request that failed.</summary>
    public string? Method { get; init; }

    /// <summary>URL of the request that failed, with secrets masked.</summary>
    public string? Url { get; init; }

    /// <summary>Headers of the answer that failed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    /// <summary>The first bytes of the answer's body as text, with secrets masked.</summary>
    public string? ResponseBody { get; init; }
}

/// <summary>The manifest cannot be read or uses the format wrongly. The message says file, line, path and the next step.</summary>
public sealed class ManifestException(string file, int line, string path, string problem, string nextStep)
    : ConnectorException(FailureKind.System, $"{file}:{line}: {(path.Length == 0 ? "" : path + ": ")}{problem} {nextStep}")
{
    public string File { get; } = file;

    /// <summary>Line counted from 1; 0 where the text has none.</summary>
    public int Line { get; } = line;

    /// <summary>Dotted path from the root, e.g. <c>streams[0].retriever.requester</c>; empty for the document.</summary>
    public string Path { get; } = path;

    public string Problem { get; } = problem;

    public string NextStep { get; } = nextStep;
}
