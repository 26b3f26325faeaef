using Supertrack.Core.Connectors.Recordings;

namespace Supertrack.Silo.Settings;

/// <summary>The section <c>Supertrack:Recordings</c>: what is kept of the exchanges with sources.</summary>
public sealed class RecordingSettings
{
    /// <summary>An absolute folder that the silos of a cluster share. Default <c>recordings</c> in the data folder, which only its own silo sees.</summary>
    public string? Folder { get; set; }

    /// <summary>The first exchanges of a run that are kept of each stream. Default 25, from 0 (none) to 1,000.</summary>
    public int Exchanges { get; set; } = 25;

    /// <summary>Bytes of answers that are kept of each stream and run. Default 1 MiB, from 1 KiB to 64 MiB.</summary>
    public long Bytes { get; set; } = 1 << 20;

    /// <summary>Succeeded runs that are kept of each stream. Default 2, from 1 to 100.</summary>
    public int Runs { get; set; } = 2;

    /// <summary>Seconds in which one recording by the same manifest is enough. Default 900, from 0 to 604,800.</summary>
    public int RefreshSeconds { get; set; } = 900;

    /// <summary>Fields whose values are replaced, beside the usual names of personal data. Default none.</summary>
    public IList<string> PersonalFields { get; } = [];

    /// <summary>Fields that are kept although their names are usual for personal data. Default none.</summary>
    public IList<string> PlainFields { get; } = [];

    internal RecordingLimits Limits =>
        new() { Exchanges = Exchanges, Bytes = Bytes, Runs = Runs, RefreshEvery = TimeSpan.FromSeconds(RefreshSeconds) };

    internal FieldPolicy Policy => new([.. PersonalFields, .. FieldPolicy.UsualNames.Except(PlainFields, StringComparer.OrdinalIgnoreCase)]);
}
