using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Ways to cut a list into pages.</summary>
internal static class PagingForms
{
    /// <param name="dice">Draws the form.</param>
    /// <param name="envelope">Where the records are; a list at the root has no room for members beside it.</param>
    /// <param name="size">Records on a page.</param>
    /// <param name="key">The field that alone tells records apart; null where there is none.</param>
    public static JsonObject Draw(Dice dice, string envelope, int size, string? key)
    {
        bool bare = envelope.Length == 0;
        string form = bare ? dice.One("page", "offset", "link", "header", "none") : dice.One("page", "page", "offset", "cursor", "cursor", key is null ? "cursor" : "last", "link", "next_url", "none");
        return Of(form, dice, bare, size, key);
    }

    public static JsonObject Of(string form, Dice dice, bool bare, int size, string? key)
    {
        JsonObject paging = form switch
        {
            "page" => new JsonObject { ["type"] = "page", ["pageParam"] = dice.One("page", "p", "page_number"), ["start"] = dice.Chance(85) ? 1 : 0 },
            "offset" => new JsonObject { ["type"] = "offset", ["offsetParam"] = dice.One("offset", "skip", "start") },
            "cursor" => new JsonObject { ["type"] = "cursor", ["cursorParam"] = dice.One("cursor", "after", "page_token"), ["cursorFrom"] = dice.One("next_cursor", "paging.next.after", "meta.next_token", "pagination.cursor") },
            "header" => new JsonObject { ["type"] = "cursor", ["cursorParam"] = "cursor", ["cursorFrom"] = "header.X-Next-Cursor" },
            "last" => new JsonObject { ["type"] = "cursor", ["cursorParam"] = dice.One("starting_after", "after_id", "after"), ["cursorFrom"] = $"last.{key}", ["hasMore"] = dice.One("has_more", "meta.has_more", "hasMore") },
            "link" => new JsonObject { ["type"] = "link", ["pageParam"] = "page" },
            "next_url" => new JsonObject { ["type"] = "next_url", [dice.One("pageParam", "offsetParam")] = dice.One("page", "from"), ["nextUrl"] = dice.One("next", "links.next", "paging.next") },
            _ => new JsonObject { ["type"] = "none" },
        };
        if (form == "none")
        {
            return paging;
        }

        paging["size"] = size;
        if (dice.Chance(70))
        {
            paging["sizeParam"] = dice.One("limit", "per_page", "page_size");
            paging["maxSize"] = 200;
        }

        if (!bare && form is "page" or "offset" && dice.Chance(60))
        {
            paging["total"] = dice.One("total", "meta.total", "count");
        }

        return paging;
    }
}
