using System.Text.Json.Nodes;

namespace Supertrack.Core.Healing.Manifests;

/// <summary>The parts of one stream of a manifest that repairs change, with their pointers. References are resolved beforehand.</summary>
public sealed class StreamView(JsonObject manifest, int index)
{
    public JsonObject Manifest { get; } = manifest;

    public string Pointer { get; } = $"/streams/{index}";

    public string RetrieverPointer => Pointer + "/retriever";

    public string RequesterPointer => RetrieverPointer + "/requester";

    public string PaginatorPointer => RetrieverPointer + "/paginator";

    public string AuthenticatorPointer => RequesterPointer + "/authenticator";

    public string ParametersPointer => RequesterPointer + "/request_parameters";

    public string HeadersPointer => RequesterPointer + "/request_headers";

    public string FieldPathPointer => RetrieverPointer + "/record_selector/extractor/field_path";

    public string TransformationsPointer => Pointer + "/transformations";

    public JsonObject? Requester => ManifestPatch.At(Manifest, RequesterPointer) as JsonObject;

    public JsonObject? Paginator => ManifestPatch.At(Manifest, PaginatorPointer) as JsonObject;

    public JsonObject? Authenticator => ManifestPatch.At(Manifest, AuthenticatorPointer) as JsonObject;

    public JsonObject? Parameters => ManifestPatch.At(Manifest, ParametersPointer) as JsonObject;

    public string Name => Text(Pointer + "/name") ?? "";

    public string Path => Text(RequesterPointer + "/path") ?? "";

    public string Method => (Text(RequesterPointer + "/http_method") ?? "GET").ToUpperInvariant();

    /// <summary>Names on the way to the list of records; empty for the root.</summary>
    public IReadOnlyList<string> FieldPath => ManifestPatch.At(Manifest, FieldPathPointer) is JsonArray path ? [.. path.Select(step => step?.ToString() ?? "")] : [];

    /// <summary>The text at a pointer; null when absent or no scalar.</summary>
    public string? Text(string pointer) => (ManifestPatch.At(Manifest, pointer) as JsonValue)?.ToString();

    /// <summary>The same stream of a patched manifest.</summary>
    public StreamView With(IEnumerable<PatchOperation> operations) => new(ManifestPatch.Apply(Manifest, operations), index);

    /// <summary>Names of the query parameters that this stream sends: set ones, paging ones, a credential's, a cursor's.</summary>
    public IReadOnlyList<(string Name, string Pointer)> QueryNames()
    {
        var names = new List<(string, string)>();
        foreach (var (name, _) in Parameters ?? []) names.Add((name, $"{ParametersPointer}/{ManifestPatch.Escape(name)}"));
        Option(names, PaginatorPointer + "/page_token_option");
        Option(names, PaginatorPointer + "/page_size_option");
        Option(names, AuthenticatorPointer + "/inject_into");
        Option(names, Pointer + "/incremental_sync/start_time_option");
        Option(names, Pointer + "/incremental_sync/end_time_option");
        return names;
    }

    /// <summary>Places that hold parameters by name: the query, headers, the body.</summary>
    public IReadOnlyList<string> ParameterHolders => [ParametersPointer, HeadersPointer, RequesterPointer + "/request_body_json", RequesterPointer + "/request_body_data"];

    /// <summary>Names of set headers and body members.</summary>
    public IEnumerable<(string Name, string Pointer)> OtherNames() =>
        from holder in ParameterHolders.Skip(1)
        where ManifestPatch.At(Manifest, holder) is JsonObject
        from pair in (JsonObject)ManifestPatch.At(Manifest, holder)!
        where pair.Value is JsonValue && pair.Key != "query"
        select (pair.Key, $"{holder}/{ManifestPatch.Escape(pair.Key)}");

    private void Option(List<(string, string)> names, string pointer)
    {
        if (ManifestPatch.At(Manifest, pointer) is JsonObject option && option["inject_into"]?.ToString() == "request_parameter" && option["field_name"] is { } name)
            names.Add((name.ToString(), pointer + "/field_name"));
    }
}
