using System.Text.Json.Nodes;

namespace Supertrack.Lab.Fuzzing;

/// <summary>The forms in which APIs put a sentence into an error.</summary>
internal static class Wording
{
    public static JsonNode Error(Dice dice, int status, string code, string message) => dice.Below(9) switch
    {
        0 => new JsonObject { ["error"] = message },
        1 => new JsonObject { ["message"] = message },
        2 => new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } },
        3 => new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["detail"] = message, ["status"] = $"{status}" }) },
        4 => new JsonObject { ["type"] = $"https://errors.example.com/{code}", ["title"] = code.Replace('_', ' '), ["status"] = status, ["detail"] = message },
        5 => new JsonObject { ["success"] = false, ["error_code"] = code, ["error_message"] = message },
        6 => new JsonObject { ["detail"] = message },
        7 => new JsonObject { ["code"] = status, ["error"] = code, ["description"] = message },
        _ => new JsonObject { ["errors"] = new JsonArray(message) },
    };
}
