using System.Text.Json;
using Orleans.Runtime;

namespace Supertrack.Embedded.Tests.Keys;

public sealed class GrainIdTests
{
    [Theory]
    [InlineData("connector/tenant/source")]
    [InlineData("t/ü")]
    [InlineData("a/")]
    public void An_id_is_read_as_it_was_written(string text)
    {
        var id = GrainId.Parse(text);
        Assert.Equal(text, id.ToString());
        Assert.Equal(id, JsonSerializer.Deserialize<GrainId>(JsonSerializer.Serialize(id)));
        Assert.Equal(id.GetHashCode(), GrainId.Parse(text).GetHashCode());
        Assert.Equal(id.GetUniformHashCode(), GrainId.Parse(text).GetUniformHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no slash")]
    public void A_text_without_a_slash_is_no_id(string text)
    {
        Assert.False(GrainId.TryParse(text, out _));
        Assert.Throws<ArgumentException>(() => GrainId.Parse(text));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<GrainId>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Keys_of_all_kinds_come_back_from_the_id()
    {
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++)
        {
            var number = random.NextInt64(long.MinValue, long.MaxValue);
            var bytes = new byte[16];
            random.NextBytes(bytes);
            var guid = new Guid(bytes);
            var extension = i % 2 == 0 ? null : $"{i}+x";
            var type = GrainType.Create("type");
            Assert.True(GrainId.Create(type, GrainIdKeyExtensions.CreateIntegerKey(number, extension)).TryGetIntegerKey(out var readNumber, out var first));
            Assert.True(GrainId.Create(type, GrainIdKeyExtensions.CreateGuidKey(guid, extension)).TryGetGuidKey(out var readGuid, out var second));
            Assert.Equal((number, guid, extension, extension), (readNumber, readGuid, first, second));
        }
    }

    [Fact]
    public void Hashes_of_like_keys_spread()
    {
        var hashes = Enumerable.Range(0, 10_000).Select(i => GrainId.Create("type", $"tenant/{i}").GetHashCode() & 1023).GroupBy(h => h).Select(g => g.Count()).ToList();
        Assert.True(hashes.Count > 1000, $"{hashes.Count} of 1024 buckets are used");
        Assert.True(hashes.Max() < 40, $"one bucket holds {hashes.Max()} of 10,000");
    }
}
