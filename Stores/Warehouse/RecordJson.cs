using System.Text.Encodings.Web;
using System.Text.Json;

namespace Supertrack.Stores.Warehouse;

internal static class RecordJson
{
    /// <summary>Records leave as data, never as markup, so nothing but JSON's own characters is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
