using Supertrack.Core.Storage;

namespace Supertrack.Core.Tests.Storage;

public sealed class ColumnNamesTests
{
    [Theory]
    [InlineData("firstName", "first_name")]
    [InlineData("HTTPStatus", "httpstatus")]
    [InlineData("a b;c", "a_b_c")]
    [InlineData("2nd", "n2nd")]
    [InlineData("", "field")]
    [InlineData("\"; DROP TABLE x; --", "___drop_table_x____")]
    [InlineData("größe", "größe")]
    public void Foreign_names_become_plain_snake_case(string name, string expected) => Assert.Equal(expected, ColumnNames.Normalise(name));

    [Fact]
    public void A_name_never_exceeds_the_databases_limit()
    {
        var name = ColumnNames.Normalise(new string('ß', 500));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 1, ColumnNames.MaximumBytes);
    }

    [Fact]
    public void Clashing_and_reserved_names_get_a_number()
    {
        HashSet<string> taken = ["first_name"];
        Assert.Equal("first_name_2", ColumnNames.Unique("firstName", taken.Contains));
        Assert.Equal("_extra_2", ColumnNames.Unique("_extra", taken.Contains));
    }

    [Fact]
    public void A_quoted_name_cannot_end_early() => Assert.Equal("\"a\"\"b\"", ColumnNames.Quote("a\"b"));
}
