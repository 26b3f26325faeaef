using System.Text.Json;
using Supertrack.Core.Storage;

namespace Supertrack.Silo.Gateway;

internal static class Lists
{
    public static async Task<ListView> PageAsync(
        IReadModel lists, string kind, string? tenant, string? parent, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        var wanted = Cursor.Limit(limit);
        var found = await lists.ListAsync(kind, tenant, parent, Cursor.Document(cursor), wanted + 1, cancellationToken);
        var items = found.Take(wanted).Select(document => JsonElement.Parse(document.Body)).ToList();
        return new ListView(items, found.Count > wanted ? Cursor.Of(found[wanted - 1]) : null);
    }
}
