using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors;
using Supertrack.Core.Connectors.Files;
using Supertrack.Core.Text;
using Supertrack.Stores.Connectors.Files;

namespace Supertrack.Stores.Tests.Connectors.Files;

public sealed class FolderSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("file-source-").FullName;

    [Fact]
    public async Task Csv_values_get_the_types_their_column_shows_and_codes_stay_text()
    {
        Write("people.csv", "id,name,zip,height,member\n1,Ada,00123,1.70,true\n2,\"Böhm, Udo\",,180,false\n", minute: 1);

        var rows = await Read(new FileStreamManifest { Name = "people" });

        Assert.Equal("""{"id":1,"name":"Ada","zip":"00123","height":1.70,"member":true}""", Bare(rows[0]));
        Assert.Equal("""{"id":2,"name":"Böhm, Udo","zip":null,"height":180,"member":false}""", Bare(rows[1]));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_column_crosses_as_text_and_a_cell_too_many_is_kept()
    {
        var lines = Enumerable.Range(1, 1000).Select(number => $"{number},x").Append("unknown,y,extra");
        Write("a.csv", "id,v\n" + string.Join('\n', lines), minute: 1);

        var rows = await Read(new FileStreamManifest { Name = "a" });

        Assert.Equal("""{"id":"unknown","v":"y","f2":"extra"}""", Bare(rows[^1]));
    }

    [Theory]
    [InlineData("a.jsonl", "{\"id\":1}\n{\"id\":2}\n")]
    [InlineData("a.ndjson.gz", "{\"id\":1}\n{\"id\":2}\n")]
    [InlineData("a.json", "[{\"id\":1},{\"id\":2}]")]
    [InlineData("a.json.br", "  [{\"id\":1},{\"id\":2}]")]
    [InlineData("a.tsv", "id\tx\n1\t\n2\t\n")]
    [InlineData("a.csv.gz", "id\n1\n2\n")]
    public async Task Every_format_and_compression_is_known_by_the_name(string name, string text)
    {
        Write(name, text, minute: 1);

        var rows = await Read(new FileStreamManifest { Name = "a" });

        Assert.Equal([1, 2], rows.Select(row => (int)row["id"]!));
    }

    [Fact]
    public async Task Records_inside_a_document_are_found_by_their_path()
    {
        Write("doc.json", """{"meta":{},"data":{"items":[{"id":1},{"id":2}]}}""", minute: 1);

        var rows = await Read(new FileStreamManifest { Name = "doc", RecordPath = ["data", "items"] });

        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task Only_files_that_match_a_glob_are_read_in_the_order_of_their_change()
    {
        Write("in/late.jsonl", "{\"id\":2}", minute: 9);
        Write("in/deep/early.jsonl", "{\"id\":1}", minute: 1);
        Write("out/other.jsonl", "{\"id\":3}", minute: 2);

        var rows = await Read(new FileStreamManifest { Name = "x", Globs = ["in/**/*.jsonl"] });

        Assert.Equal([1, 2], rows.Select(row => (int)row["id"]!));
    }

    [Fact]
    public async Task An_incremental_read_brings_new_and_changed_files_only()
    {
        Write("a.jsonl", "{\"id\":1}", minute: 1);
        Write("b.jsonl", "{\"id\":2}", minute: 2);
        var stream = new FileStreamManifest { Name = "x" };
        JsonNode? state = null;
        await foreach (var page in Open(stream).ReadAsync(new StreamReadRequest { Stream = "x", SyncMode = SyncMode.Incremental }, default)) state = page.State ?? state;

        Write("b.jsonl", "{\"id\":22}", minute: 5);
        Write("c.jsonl", "{\"id\":3}", minute: 3);
        var rows = await Collect(Open(stream).ReadAsync(new StreamReadRequest { Stream = "x", SyncMode = SyncMode.Incremental, State = state }, default));

        Assert.Equal([3, 22], rows.Select(row => (int)row["id"]!));
    }

    [Fact]
    public async Task A_read_resumed_from_any_page_repeats_and_loses_nothing()
    {
        Write("a.csv", "id\n" + string.Join('\n', Enumerable.Range(1, 25)), minute: 1);
        Write("b.jsonl", string.Join('\n', Enumerable.Range(26, 10).Select(id => $"{{\"id\":{id}}}")), minute: 2);
        var stream = new FileStreamManifest { Name = "x", PageSize = 10 };
        var pages = new List<(byte[] Checkpoint, int Last)>();
        await foreach (var page in Open(stream).ReadAsync(new StreamReadRequest { Stream = "x" }, default))
            pages.Add((page.Checkpoint, Rows(page).Select(row => (int)row["id"]!).LastOrDefault(pages.Count > 0 ? pages[^1].Last : 0)));

        foreach (var (checkpoint, last) in pages)
        {
            var rest = await Collect(Open(stream).ReadAsync(new StreamReadRequest { Stream = "x", ResumeFrom = checkpoint }, default));
            Assert.Equal(Enumerable.Range(last + 1, 35 - last), rest.Select(row => (int)row["id"]!));
        }
    }

    [Theory]
    [InlineData("bad.jsonl", "{\"id\":1}\n{\"id\":", "after record 1")]
    [InlineData("bad.csv", "id\n\"never closed", "never closed")]
    [InlineData("bad.jsonl.gz", null, "bad.jsonl.gz")]
    public async Task A_broken_file_is_named_with_the_record_where_it_breaks(string name, string? text, string expected)
    {
        if (text is null) await File.WriteAllTextAsync(Path.Combine(_folder, name), "not gzip at all");
        else Write(name, text, minute: 1);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Read(new FileStreamManifest { Name = "bad" }));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public async Task A_check_names_the_stream_that_no_file_matches()
    {
        Write("a.csv", "id\n1\n", minute: 1);

        var result = await Open(new FileStreamManifest { Name = "orders", Globs = ["orders-*.csv"] }).CheckAsync(default);

        Assert.False(result.Succeeded);
        Assert.Contains("orders-*.csv", result.Message);
    }

    [Fact]
    public async Task A_dialect_of_the_manifest_is_used()
    {
        Write("a.dat", "skip me\nid;name\n1;'x;y'\n", minute: 1);
        var stream = new FileStreamManifest { Name = "a", Format = FileFormat.Csv, SkipRows = 1, Csv = new CsvDialect { Delimiter = ';', Quote = '\'' } };

        Assert.Equal("""{"id":1,"name":"x;y"}""", Bare(Assert.Single(await Read(stream))));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FileSource Open(FileStreamManifest stream) => new(new FileManifest { Folder = _folder, Streams = [stream] }, new FolderStore(_folder));

    private Task<List<JsonObject>> Read(FileStreamManifest stream) => Collect(Open(stream).ReadAsync(new StreamReadRequest { Stream = stream.Name }, default));

    private static async Task<List<JsonObject>> Collect(IAsyncEnumerable<RecordPage> pages)
    {
        var rows = new List<JsonObject>();
        await foreach (var page in pages) rows.AddRange(Rows(page));
        return rows;
    }

    private static List<JsonObject> Rows(RecordPage page) =>
        [.. Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string Bare(JsonObject row)
    {
        row.Remove("_ab_source_file_url");
        row.Remove("_ab_source_file_last_modified");
        return row.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private void Write(string name, string text, int minute)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = File.Create(path))
        using (Stream packed = name.EndsWith(".gz") ? new GZipStream(file, CompressionLevel.Fastest) : name.EndsWith(".br") ? new BrotliStream(file, CompressionLevel.Fastest) : file)
            packed.Write(Encoding.UTF8.GetBytes(text));
        File.SetLastWriteTimeUtc(path, new DateTime(2024, 1, 1, 0, minute, 0, DateTimeKind.Utc));
    }
}
