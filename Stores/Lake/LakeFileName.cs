using System.Globalization;

namespace Supertrack.Stores.Lake;

/// <summary>The name of a chunk's file: run, first and last page, in fixed width so that names sort as they were written.</summary>
internal readonly record struct LakeFileName(long Run, long First, long Last)
{
    private const string Extension = ".jsonl.gz";
    private const string StagedExtension = ".jsonl.gz.staged";

    public string Staged => ToString() + ".staged";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run:D16}-{First:D9}-{Last:D9}{Extension}");

    public static IEnumerable<LakeFileName> Published(string folder) => In(folder, Extension);

    public static IEnumerable<LakeFileName> StagedIn(string folder) => In(folder, StagedExtension);

    /// <summary>Files of other names in the folder are a person's own and left alone.</summary>
    private static List<LakeFileName> In(string folder, string extension)
    {
        var names = new List<LakeFileName>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + extension))
        {
            var parts = Path.GetFileName(path)[..^extension.Length].Split('-');
            if (parts.Length == 3 && long.TryParse(parts[0], out var run) && long.TryParse(parts[1], out var first) && long.TryParse(parts[2], out var last))
                names.Add(new LakeFileName(run, first, last));
        }
        return names;
    }
}
