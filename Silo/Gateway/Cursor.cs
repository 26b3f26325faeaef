using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Silo.Gateway;

/// <summary>Where a list continues, as text that callers only hand back.</summary>
internal static class Cursor
{
    public const int DefaultLimit = 50;
    public const int MaximumLimit = 1_000;

    public static string Of(ReadDocument last) => Encode(JsonSerializer.Serialize(new Place(last.Order, last.Id, last.Tenant)));

    public static string Of(long row) => Encode(JsonSerializer.Serialize(new Place(row, "", "")));

    /// <summary>The place of a record in an order.</summary>
    public static string Of(RecordPlace place) => Encode(JsonSerializer.Serialize(place));

    public static RecordPlace? Record(string? cursor) => Decode<RecordPlace>(cursor);

    public static ReadDocument? Document(string? cursor) =>
        Decode<Place>(cursor) is { } place ? new ReadDocument("", place.Tenant, place.Id, "", place.Order, false, "") : null;

    public static long Row(string? cursor) => Decode<Place>(cursor)?.Order ?? 0;

    /// <exception cref="InvalidRequestException">The limit is out of range.</exception>
    public static int Limit(int? limit, int otherwise = DefaultLimit) => (limit ?? otherwise) is var wanted and >= 1 and <= MaximumLimit
        ? wanted
        : throw new InvalidRequestException("invalid_limit", $"limit is {limit}: use 1 to {MaximumLimit}.");

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static T? Decode<T>(string? cursor)
        where T : class
    {
        if (string.IsNullOrEmpty(cursor))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new InvalidRequestException("invalid_cursor", "The cursor is not one that this list gave. Start again without a cursor.");
        }
    }

    private sealed record Place(long Order, string Id, string Tenant);
}
