namespace Supertrack.Lab.Serving;

/// <summary>How a lab is served.</summary>
public sealed record LabOptions
{
    /// <summary>Port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The version that is served at first; default 0.</summary>
    public int Version { get; init; }

    /// <summary>The clock of limits, tokens and delays; default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told of every request that was answered; null for nobody. Called from many threads.</summary>
    public Action<LabExchange>? Observe { get; init; }
}

/// <summary>A request that the lab answered.</summary>
public sealed record LabExchange(string Method, string Path, string Query, int Status, int Version);
