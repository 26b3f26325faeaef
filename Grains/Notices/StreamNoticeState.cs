using Supertrack.Core.Healing.Notice;

namespace Supertrack.Grains.Notices;

/// <summary>What a stream's watch keeps; written once a run, and once a minute while a long one goes on.</summary>
public sealed record StreamNoticeState
{
    public NoticeState Notice { get; init; } = new();

    /// <summary>The run that is being gathered; 0 for none.</summary>
    public long Run { get; init; }

    /// <summary>Its sketch so far.</summary>
    public byte[] Sketch { get; init; } = [];

    public string? Cursor { get; init; }
}
