using System.Text.Json;
using System.Text.Json.Serialization;

namespace Supertrack.Core.Connectors.Files;

/// <summary>Where a read of a file stream stands.</summary>
/// <param name="File">File being read; null between files.</param>
/// <param name="Modified">Its change time when it was opened.</param>
/// <param name="Records">Records of it already stored.</param>
/// <param name="Done">Files read in this run or, for an incremental read, ever: name to change time (round-trip format, empty when unknown).</param>
/// <param name="Page">Pages read.</param>
internal sealed record FileCheckpoint(string? File, string? Modified, long Records, IReadOnlyDictionary<string, string> Done, int Page)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, FileCheckpointJson.Default.FileCheckpoint);

    /// <exception cref="ConnectorException">The bytes are not a checkpoint of a file stream.</exception>
    public static FileCheckpoint Parse(byte[] bytes, string stream)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, FileCheckpointJson.Default.FileCheckpoint) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new ConnectorException(FailureKind.System, $"The checkpoint of {stream} cannot be read. Reset the stream to read it from the start.", exception) { Stream = stream };
        }
    }
}

[JsonSerializable(typeof(FileCheckpoint))]
internal sealed partial class FileCheckpointJson : JsonSerializerContext;
