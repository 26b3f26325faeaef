using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>Pages are cut in another way, with or without a refusal of the old one.</summary>
internal static class PagingBreaks
{
    public static void Apply(ScenarioDraft draft)
    {
        string old = draft.Paging(draft.Before)["type"]!.ToString();
        int form = draft.Dice.Below(11);
        if (form == 10 && old is "page" or "offset")
        {
            PastEnd(draft);
            return;
        }

        if (form < 4 || old == "none")
        {
            OtherStyle(draft, old);
        }
        else if (form < 6 && draft.Paging(draft.After).ContainsKey("sizeParam"))
        {
            SmallerPages(draft);
        }
        else
        {
            Renamed(draft, old);
        }
    }

    // Seen only where the length of the list is a whole number of pages: the reader asks behind its end.
    private static void PastEnd(ScenarioDraft draft)
    {
        draft.Paging(draft.After)["pastEnd"] = draft.Dice.One("repeat", "error");
        int size = draft.Paging(draft.After)["size"]!.GetValue<int>();
        if (draft.Data.Count % size == 0)
        {
            draft.Shows(Stage.Later, "pagination_invalid");
        }

        draft.Kinds.Add("past the end");
    }

    private static void OtherStyle(ScenarioDraft draft, string old)
    {
        Dice dice = draft.Dice;
        bool bare = draft.After["envelope"]!.ToString().Length == 0;
        string form = bare ? dice.One("link", "header", "offset") : dice.One("cursor", "cursor", "next_url", draft.KeyNow is null ? "cursor" : "last", "link");
        JsonObject paging = PagingForms.Of(form, dice, bare, dice.One(20, 25, 30), draft.KeyNow);
        if (paging["type"]!.ToString() == old)
        {
            return;
        }

        if (draft.Paging(draft.Before)["sizeParam"] is { } size)
        {
            paging["sizeParam"] = size.DeepClone();
            paging["size"] = draft.Paging(draft.Before)["size"]!.DeepClone();
            paging["maxSize"] = 200;
        }

        draft.After["pagination"] = paging;
        draft.Patch = true;
        draft.Kinds.Add($"{old} to {form}");
        if (old is "page" or "offset" && (dice.Chance(70) || form is "offset"))
        {
            string name = (draft.Paging(draft.Before)["pageParam"] ?? draft.Paging(draft.Before)["offsetParam"])!.ToString();
            foreach (string member in new[] { "pageParam", "offsetParam", "cursorParam" })
            {
                // What is refused cannot lead on.
                if (paging[member]?.ToString() == name)
                {
                    paging[member] = "pg";
                }
            }

            string hint = paging["cursorParam"] is { } cursor && dice.Chance(50) ? $" Use cursor pagination with {cursor}." : " See the documentation on cursor pagination.";
            Refuse(draft, name, dice.One($"Parameter '{name}' is not supported any more.{hint}", $"Page numbers were replaced by cursors ({name}).{hint}", $"{name} cannot be passed.{hint}"));
            // The next page is named by a header or nowhere at all, and a refusal of the first request leaves nothing to start from but the text.
            draft.Shows(Stage.Parameter, "pagination_invalid", "parameter_rejected");
        }
        else
        {
            draft.Shows(Stage.Later, "pagination_invalid");
        }
    }

    private static void SmallerPages(ScenarioDraft draft)
    {
        Dice dice = draft.Dice;
        JsonObject paging = draft.Paging(draft.After);
        int most = dice.One(10, 15);
        paging["size"] = most;
        paging["maxSize"] = most;
        draft.Patch = true;
        draft.Kinds.Add("smaller pages");
        if (dice.Chance(60))
        {
            string name = paging["sizeParam"]!.ToString();
            paging["overMax"] = ScenarioDraft.Answer(dice.One(400, 422), Wording.Error(dice, 400, "invalid_page_size", dice.One($"{name} must be between 1 and {{max}}, got {{value}}", $"The maximum value of {name} is {{max}}.", $"{name} too large: at most {{max}} records per page", $"{name} must be less than or equal to {{max}}")));
            draft.Shows(Stage.Page, "parameter_rejected", "pagination_invalid");
        }
        else if (paging["type"]!.ToString() is "page" or "offset")
        {
            draft.Shows(Stage.Later, "pagination_invalid");
        }
        else
        {
            // Whoever follows what the answer says of the next page need not change anything.
            draft.Patch = false;
        }
    }

    private static void Renamed(ScenarioDraft draft, string old)
    {
        Dice dice = draft.Dice;
        JsonObject paging = draft.Paging(draft.After);
        switch (old)
        {
            case "page" or "offset":
                string member = old == "page" ? "pageParam" : "offsetParam";
                string name = paging[member]!.ToString();
                string other = old == "page" ? dice.One("page_no", "pageNumber", "page_index") : dice.One("first_record", "skip_rows", "offset_rows");
                paging[member] = other;
                Refuse(draft, name, dice.One($"Unknown parameter '{name}', did you mean '{other}'?", $"{name} was renamed to {other}", $"'{name}' is not supported, use '{other}' instead"));
                draft.Shows(Stage.Parameter, "pagination_invalid", "parameter_rejected");
                break;
            case "cursor" when paging["cursorFrom"]!.ToString() is var place && !place.StartsWith("last.", StringComparison.Ordinal) && draft.After["envelope"]!.ToString().Length > 0:
                paging["cursorFrom"] = place == "next_cursor" ? "meta.next_cursor" : "next_cursor";
                if (dice.Chance(50))
                {
                    paging["cursorParam"] = dice.One("next_cursor", "page_token", "after");
                }

                draft.Shows(Stage.Later, "pagination_invalid");
                break;
            case "next_url":
                paging["nextUrl"] = paging["nextUrl"]!.ToString() == "next" ? "links.next" : "next";
                draft.Shows(Stage.Later, "pagination_invalid");
                break;
            default:
                return;
        }

        draft.Patch = true;
        draft.Kinds.Add($"{old} renamed");
    }

    private static void Refuse(ScenarioDraft draft, string name, string message) => ((JsonArray)draft.After["parameters"]!).Insert(0, new JsonObject
    {
        ["name"] = name,
        ["rejected"] = true,
        ["answer"] = ScenarioDraft.Answer(draft.Dice.One(400, 400, 422), Wording.Error(draft.Dice, 400, "unsupported_parameter", message)),
    });
}
