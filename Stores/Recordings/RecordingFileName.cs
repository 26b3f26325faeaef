using System.Globalization;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Recordings;

/// <summary>The name of a recording says all there is to know of it without opening it: run, manifest, pages, exchanges, bytes, records.</summary>
internal static class RecordingFileName
{
    public const string Good = ".jsonl.gz";
    public const string Staged = ".jsonl.gz.staged";

    public static string Of(RecordingInfo info) => string.Create(
        CultureInfo.InvariantCulture, $"{info.Run:D16}-{info.Manifest}-{info.Pages}-{info.Exchanges}-{info.Bytes}-{info.Records}");

    /// <summary>Files of other names in the folder are a person's own and left alone.</summary>
    public static IEnumerable<(RecordingInfo Info, string Path)> In(string folder, string extension)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + extension))
        {
            if (Parse(Path.GetFileName(path)[..^extension.Length]) is { } info)
                yield return (info, path);
        }
    }

    private static RecordingInfo? Parse(string name) =>
        name.Split('-') is [var run, { Length: 8 } manifest, var pages, var exchanges, var bytes, var records]
        && long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(pages, NumberStyles.None, CultureInfo.InvariantCulture, out var pageCount)
        && int.TryParse(exchanges, NumberStyles.None, CultureInfo.InvariantCulture, out var exchangeCount)
        && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var byteCount)
        && long.TryParse(records, NumberStyles.None, CultureInfo.InvariantCulture, out var recordCount)
            ? new RecordingInfo(number, manifest, pageCount, exchangeCount, byteCount, recordCount)
            : null;
}
