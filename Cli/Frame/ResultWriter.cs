using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Supertrack.Cli.Frame;

/// <summary>
/// Writes results: one JSON document, or one object a line; with <c>--output table</c> a table for people.
/// Rows of a table are collected and drawn at the end.
/// </summary>
internal sealed class ResultWriter(Stream results, OutputForm form)
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Lines) { WriteIndented = true };

    private readonly List<JsonNode?> _rows = [];

    public OutputForm Form { get; } = form;

    /// <summary>Writes one JSON document.</summary>
    public async Task DocumentAsync(JsonNode? document, CancellationToken cancellation)
    {
        if (Form == OutputForm.Table)
        {
            _rows.AddRange(document is JsonArray list ? list : [document]);
            return;
        }

        await WriteAsync(document, Indented, cancellation);
    }

    /// <summary>Writes one object of a list on a line of its own.</summary>
    public async Task LineAsync(JsonNode? item, CancellationToken cancellation)
    {
        if (Form == OutputForm.Table)
        {
            _rows.Add(item);
            return;
        }

        await WriteAsync(item, Lines, cancellation);
    }

    /// <summary>Writes text as it is, with a line break at its end.</summary>
    public async Task TextAsync(string text, CancellationToken cancellation)
    {
        await results.WriteAsync(Encoding.UTF8.GetBytes(text.EndsWith('\n') ? text : text + "\n"), cancellation);
    }

    /// <summary>Draws the collected table, if any, and flushes.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        if (_rows.Count > 0)
        {
            await TextAsync(ResultTable.Draw(_rows), cancellation);
            _rows.Clear();
        }

        await results.FlushAsync(cancellation);
    }

    private async Task WriteAsync(JsonNode? node, JsonSerializerOptions options, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(JsonSerializer.SerializeToUtf8Bytes(node, options));
        buffer.Write("\n"u8);
        await results.WriteAsync(buffer.WrittenMemory, cancellation);
    }
}
