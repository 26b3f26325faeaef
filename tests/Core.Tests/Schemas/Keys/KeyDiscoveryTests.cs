using Supertrack.Core.Schemas.Inference;
using Supertrack.Core.Schemas.Keys;
using Supertrack.Core.Schemas.Tables;

namespace Supertrack.Core.Tests.Schemas.Keys;

public sealed class KeyDiscoveryTests
{
    private static CsvTable Table(string name, string header, int rows, Func<int, string> row) =>
        CsvTable.Read(name, new StringReader(header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row))));

    private static readonly CsvTable Customers = Table("customers", "id,name,age", 20, i => $"{i + 1},name {i},{20 + (i % 9)}");
    private static readonly CsvTable Orders = Table("orders", "order_id,customer_id,quantity", 60, i => $"{i + 1},{1 + (i % 17)},{1 + (i % 5)}");
    private static readonly CsvTable Items = Table("order_items", "order_id,line,sku", 120, i => $"{1 + (i / 2)},{1 + (i % 2)},S{i / 2 % 7}");

    [Fact]
    public void Single_and_composite_primary_keys_are_found()
    {
        var keys = KeyDiscovery.Find([Customers, Orders, Items]).PrimaryKeys.ToDictionary(k => k.Table, k => k.Columns);
        Assert.Equal(["id"], keys["customers"]);
        Assert.Equal(["order_id"], keys["orders"]);
        Assert.Equal(["order_id", "line"], keys["order_items"]);
    }

    [Fact]
    public void Foreign_keys_follow_names_and_inclusion_and_small_numbers_alone_prove_nothing()
    {
        var found = KeyDiscovery.Find([Customers, Orders, Items]).ForeignKeys.Select(k => $"{k.Table}.{k.Columns[0]}>{k.RefTable}").Order(StringComparer.Ordinal);
        Assert.Equal(["order_items.order_id>orders", "orders.customer_id>customers"], found);
    }

    [Fact]
    public void A_manager_is_an_employee() =>
        Assert.Contains(
            KeyDiscovery.Find([Table("employee", "employee_id,name,manager_id", 30, i => $"{i + 1},n{i},{(i == 0 ? "" : 1 + (i / 4))}")]).ForeignKeys,
            k => k is { Columns: ["manager_id"], RefTable: "employee" });

    [Fact]
    public void The_last_part_of_a_compound_names_its_table() =>
        Assert.Contains(
            KeyDiscovery.Find([Table("superhero", "id,name", 30, i => $"{i + 1},n{i}"), Table("hero_attribute", "hero_id,attribute", 50, i => $"{1 + (i % 23)},a{i % 7}")]).ForeignKeys,
            k => k is { Columns: ["hero_id"], RefTable: "superhero" });

    [Fact]
    public void A_quantity_refers_to_nothing() =>
        Assert.DoesNotContain(
            KeyDiscovery.Find([Table("rental", "rental_id,at", 30, i => $"{i + 1},x{i}"), Table("film", "film_id,rental_duration", 40, i => $"{i + 1},{3 + (i % 5)}")]).ForeignKeys,
            k => k.RefTable == "rental");

    [Fact]
    public void A_table_named_after_what_it_joins_has_both_references_as_its_key_though_one_is_unique_by_luck()
    {
        var keys = KeyDiscovery.Find([Table("film", "film_id,t", 20, i => $"{i + 1},t{i}"), Table("category", "category_id,n", 6, i => $"{i + 1},n{i}"), Table("film_category", "film_id,category_id", 20, i => $"{i + 1},{1 + (i % 6)}")]);
        Assert.Equal(["film_id", "category_id"], keys.PrimaryKeys.Single(k => k.Table == "film_category").Columns);
    }

    [Fact]
    public void A_value_that_the_other_table_lacks_is_no_reference() =>
        Assert.Empty(KeyDiscovery.Find([Customers, Table("visits", "visit_id,customer_id", 30, i => $"{i + 1},{i + 15}")]).ForeignKeys);

    [Fact]
    public void Empty_tables_have_no_keys() => Assert.Empty(KeyDiscovery.Find([Table("t", "id,name", 0, _ => "")]).PrimaryKeys);

    [Theory]
    [InlineData("a,b\n1,\"x, \"\"y\"\"\nz\"\n", "x, \"y\"\nz")]
    [InlineData("a;b\n1;x,y\n", "x,y")]
    [InlineData("\uFEFFa\tb\n1\tx\n", "x")]
    public void Csv_of_every_dialect_is_read(string text, string expected)
    {
        var table = CsvTable.Read("t", new StringReader(text));
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(expected, table.Values[1][0]);
    }

    [Fact]
    public void A_quote_that_does_not_end_is_an_error_with_its_line() =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => CsvTable.Read("t", new StringReader("a,b\n1,\"x\n2,y\n"))).Message);

    [Fact]
    public void Sketches_estimate_distinct_values_and_containment_and_merge_in_any_order()
    {
        ValueSketch all = new(1024), left = new(1024), right = new(1024), half = new(1024);
        for (var i = 0; i < 50_000; i++)
        {
            var hash = ByteHash.Of(BitConverter.GetBytes(i));
            all.Add(hash);
            (i % 2 == 0 ? left : right).Add(hash);
            if (i < 25_000 || i % 2 == 0) half.Add(hash);
        }
        Assert.InRange(all.Distinct, 45_000, 55_000);
        Assert.InRange(all.ContainedIn(half), 0.68, 0.82);
        Assert.Equal(1, half.ContainedIn(all), 2);
        var merged = new ValueSketch(1024);
        merged.Merge(right);
        merged.Merge(left);
        Assert.InRange(merged.Distinct, 45_000, 55_000);
    }
}
