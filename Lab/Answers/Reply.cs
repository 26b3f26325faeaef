using Supertrack.Lab.Records;

namespace Supertrack.Lab.Answers;

/// <summary>What is sent back: either a fixed body, or a page of records that is written when it is sent.</summary>
internal sealed class Reply
{
    public int Status { get; init; } = 200;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public string ContentType { get; init; } = "application/json";

    public ReadOnlyMemory<byte> Body { get; init; }

    public PageBody? Page { get; init; }

    public Reply With(string header, string value)
    {
        Headers.Add(new KeyValuePair<string, string>(header, value));
        return this;
    }
}

/// <summary>The records of a page with the bytes before and after them.</summary>
internal sealed record PageBody(byte[] Before, byte[] After, RecordSet Records, RecordView View, int From, int Count, string? KeyedBy)
{
    /// <summary>Appends the records from <paramref name="start"/> on (counted within the page), with commas between them.</summary>
    public void WriteRecords(int start, int count, ByteBuffer into)
    {
        for (int at = start; at < start + count; at++)
        {
            if (at > 0)
            {
                into.Append((byte)',');
            }

            int index = View.At(From + at);
            if (KeyedBy is not null)
            {
                string key = ValueText.Of(Records.Field(index, KeyedBy));
                into.Append(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(key));
                into.Append((byte)':');
            }

            Records.Write(index, into);
        }
    }

    public void WriteWhole(ByteBuffer into)
    {
        into.Append(Before);
        WriteRecords(0, Count, into);
        into.Append(After);
    }
}
