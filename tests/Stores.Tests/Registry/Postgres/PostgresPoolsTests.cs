using Npgsql;
using Supertrack.Stores.Registry.Postgres;

namespace Supertrack.Stores.Tests.Registry.Postgres;

public sealed class PostgresPoolsTests
{
    [Theory]
    [InlineData("Host=h;Password='a;b'", 10)]
    [InlineData("Host=h;Password='a;b';Maximum Pool Size=40", 40)]
    [InlineData("Host=h;Password='a;b';maxpoolsize=3", 3)]
    public void A_pool_is_bounded_unless_a_person_has_said_how_large_it_may_be(string given, int most)
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresPools.Bounded(given, 10));
        Assert.Equal(("h", "a;b", most), (settings.Host, settings.Password, settings.MaxPoolSize));
    }
}
