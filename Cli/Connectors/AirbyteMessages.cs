using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;

namespace Supertrack.Cli.Connectors;

/// <summary>Writes messages of the Airbyte protocol, one a line. Records are copied as bytes, never parsed.</summary>
internal sealed class AirbyteMessages(Stream output, TimeProvider clock)
{
    private const int FlushAt = 1 << 16;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _pending = new(FlushAt * 2);
    private readonly Dictionary<string, byte[]> _openings = new(StringComparer.Ordinal);

    /// <summary>Writes the first records of a page as RECORD messages.</summary>
    public async ValueTask RecordsAsync(string stream, RecordPage page, int most, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> lines = page.Lines;
        byte[] ending = Ending();
        byte[] opening = Opening(stream);
        for (int count = 0; count < most && !lines.IsEmpty; count++)
        {
            int end = lines.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> record = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            _pending.Write(opening);
            _pending.Write(record.Span);
            _pending.Write(ending);
            if (_pending.WrittenCount >= FlushAt)
            {
                await FlushAsync(cancellation);
            }
        }
    }

    public ValueTask StateAsync(string stream, JsonNode? state, CancellationToken cancellation) => MessageAsync(
        "STATE", "state", new JsonObject
        {
            ["type"] = "STREAM",
            ["stream"] = new JsonObject { ["stream_descriptor"] = Descriptor(stream), ["stream_state"] = state?.DeepClone() },
        }, cancellation);

    public ValueTask StatusAsync(string stream, string status, CancellationToken cancellation) => MessageAsync(
        "TRACE", "trace", new JsonObject
        {
            ["type"] = "STREAM_STATUS",
            ["emitted_at"] = Now(),
            ["stream_status"] = new JsonObject { ["stream_descriptor"] = Descriptor(stream), ["status"] = status },
        }, cancellation);

    public ValueTask ErrorAsync(string stream, ConnectorException error, CancellationToken cancellation) => MessageAsync(
        "TRACE", "trace", new JsonObject
        {
            ["type"] = "ERROR",
            ["emitted_at"] = Now(),
            ["error"] = new JsonObject
            {
                ["message"] = error.Message,
                ["failure_type"] = error.Kind switch
                {
                    FailureKind.Config => "config_error",
                    FailureKind.Transient => "transient_error",
                    _ => "system_error",
                },
                ["stream_descriptor"] = Descriptor(stream),
            },
        }, cancellation);

    public ValueTask LogAsync(string level, string message, CancellationToken cancellation) =>
        MessageAsync("LOG", "log", new JsonObject { ["level"] = level, ["message"] = message }, cancellation);

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(_pending.WrittenMemory, cancellation);
        _pending.ResetWrittenCount();
        await output.FlushAsync(cancellation);
    }

    private async ValueTask MessageAsync(string type, string member, JsonObject value, CancellationToken cancellation)
    {
        _pending.Write(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["type"] = type, [member] = value }, Plain));
        _pending.Write("\n"u8);
        if (_pending.WrittenCount >= FlushAt)
        {
            await FlushAsync(cancellation);
        }
    }

    private static JsonObject Descriptor(string stream) => new() { ["name"] = stream };

    private double Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private byte[] Opening(string stream)
    {
        if (!_openings.TryGetValue(stream, out byte[]? opening))
        {
            _openings[stream] = opening =
            [
                .. """{"type":"RECORD","record":{"stream":"""u8, .. JsonSerializer.SerializeToUtf8Bytes(stream, Plain), .. ",\"data\":"u8,
            ];
        }

        return opening;
    }

    private byte[] Ending()
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(clock.GetUtcNow().ToUnixTimeMilliseconds(), digits, out int length);
        return [.. ",\"emitted_at\":"u8, .. digits[..length], .. "}}\n"u8];
    }
}
