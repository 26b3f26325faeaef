namespace Supertrack.Conformance.Schemas;

/// <summary>The folder of public evaluation data beside the checkout; null where there is none.</summary>
internal static class SharedData
{
    public static string? Folder(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var data = Path.Combine(at.FullName, "shared", "data", name);
            if (Directory.Exists(data)) return data;
        }
        return null;
    }
}
