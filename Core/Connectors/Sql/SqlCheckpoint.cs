using System.Text.Json;
using System.Text.Json.Serialization;

namespace Supertrack.Core.Connectors.Sql;

/// <summary>Where a read of a SQL stream stands: after which keys, and which rows it reads.</summary>
/// <param name="Keys">Keys of the last row stored, as text or number; null before the first row.</param>
/// <param name="From">Cursor value the read began with; null for all.</param>
/// <param name="Highest">Highest cursor value seen.</param>
/// <param name="NullCursor">The rows without a cursor value are being read; they come last.</param>
/// <param name="Page">Pages read.</param>
internal sealed record SqlCheckpoint(IReadOnlyList<JsonElement>? Keys, JsonElement? From, JsonElement? Highest, bool NullCursor, int Page)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SqlCheckpointJson.Default.SqlCheckpoint);

    /// <exception cref="ConnectorException">The bytes are not a checkpoint of a SQL stream.</exception>
    public static SqlCheckpoint Parse(byte[] bytes, string stream)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SqlCheckpointJson.Default.SqlCheckpoint) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new ConnectorException(FailureKind.System, $"The checkpoint of {stream} cannot be read. Reset the stream to read it from the start.", exception)
            {
                Stream = stream,
            };
        }
    }
}

[JsonSerializable(typeof(SqlCheckpoint))]
internal sealed partial class SqlCheckpointJson : JsonSerializerContext;
