using FsCheck;
using FsCheck.Fluent;
using Supertrack.Core.Text;

namespace Supertrack.Core.Tests.Text;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("a,b\r\n1,2\r\n", "a|b", "1|2")]
    [InlineData("a,b\r1,2", "a|b", "1|2")]
    [InlineData("a,b\n\n\r\n1,2\n", "a|b", "1|2")]
    [InlineData("\"x,y\",\"he said \"\"no\"\"\"\n", "x,y|he said \"no\"")]
    [InlineData("\"two\nlines\",b\n", "two\nlines|b")]
    [InlineData("a,,\n", "a||")]
    [InlineData("\"\",b", "|b")]
    [InlineData("in \"the\" middle,b", "in \"the\" middle|b")]
    [InlineData("\"quoted\"tail,b", "quotedtail|b")]
    public async Task Rows_come_out_as_they_were_written(string text, params string[] rows) =>
        Assert.Equal(rows, (await Read(text)).Select(row => string.Join('|', row)));

    [Fact]
    public async Task Other_dialects_are_read_by_their_own_marks()
    {
        var dialect = new CsvDialect { Delimiter = ';', Quote = '\'', Escape = '\\', Comment = '#', Trim = true };

        var rows = await Read("# note\n a ; 'b;c' ;d\\;e\n'it\\'s';x;y", dialect);

        Assert.Equal(["a|b;c|d;e", "it's|x|y"], rows.Select(row => string.Join('|', row)));
    }

    [Fact]
    public async Task An_unclosed_quote_names_the_line_on_which_its_row_began()
    {
        var error = await Assert.ThrowsAsync<CsvException>(() => Read("a,b\n1,\"never\nclosed"));

        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_field_over_its_limit_ends_the_read_instead_of_filling_the_memory()
    {
        await Assert.ThrowsAsync<CsvException>(() => Read(new string('x', 200_000), new CsvDialect { MaxField = 100_000 }));
        await Assert.ThrowsAsync<CsvException>(() => Read(new string(',', 200), new CsvDialect { MaxFields = 100 }));
    }

    [Fact]
    public void Whatever_is_written_with_quotes_is_read_back()
    {
        var fields = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get.Replace('\r', ' ').Replace("\0", ""));
        var rows = Gen.NonEmptyListOf(Gen.NonEmptyListOf(fields).Select(list => list.ToArray())).Select(list => list.ToArray());
        Prop.ForAll(Arb.From(rows), written =>
        {
            var text = string.Join('\n', written.Select(row => string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"")}\""))));
            var read = Read(text).GetAwaiter().GetResult();
            return read.Count == written.Length && read.Zip(written).All(pair => pair.First.SequenceEqual(pair.Second));
        }).QuickCheckThrowOnFailure();
    }

    private static async Task<List<string[]>> Read(string text, CsvDialect? dialect = null)
    {
        var reader = new CsvReader(new StringReader(text), dialect);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(default)) rows.Add(reader.ToArray());
        return rows;
    }
}
