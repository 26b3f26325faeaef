using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Storage.Sqlite;

namespace Supertrack.Embedded.Tests.Storage.Sqlite;

public sealed class GrainStorageTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private DurableStore _store;
    private SqliteGrainStorage _storage;

    public GrainStorageTests()
    {
        _store = _folder.Open();
        _storage = StoreFolder.Storage(_store);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private static GrainId Grain(string key) => GrainId.Create("counter", key);

    private async Task<GrainState<Tally>> Read(string key, string name = "tally")
    {
        var state = new GrainState<Tally>();
        await _storage.ReadStateAsync(name, Grain(key), state);
        return state;
    }

    [Fact]
    public async Task A_grain_that_was_never_written_reads_an_empty_state_without_etag()
    {
        var state = await Read("new");
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal(new Tally(), state.State);
    }

    [Fact]
    public async Task A_written_state_is_read_back_after_reopening_with_the_same_etag()
    {
        var state = new GrainState<Tally>(new Tally { Name = "é\0\u2028", Count = long.MaxValue });
        await _storage.WriteStateAsync("tally", Grain("a"), state);
        _store.Dispose();
        _store = _folder.Open();
        _storage = StoreFolder.Storage(_store);
        var read = await Read("a");
        Assert.True(read.RecordExists);
        Assert.Equal(state.ETag, read.ETag);
        Assert.Equal(state.State, read.State);
    }

    [Fact]
    public async Task Every_write_changes_the_etag_even_with_the_same_values()
    {
        var state = new GrainState<Tally>(new Tally { Count = 1 });
        await _storage.WriteStateAsync("tally", Grain("a"), state);
        var first = state.ETag;
        await _storage.WriteStateAsync("tally", Grain("a"), state);
        Assert.NotEqual(first, state.ETag);
    }

    [Fact]
    public async Task A_write_with_a_stale_etag_is_refused_and_names_both_etags()
    {
        var mine = new GrainState<Tally>(new Tally { Count = 1 });
        await _storage.WriteStateAsync("tally", Grain("a"), mine);
        var other = await Read("a");
        other.State = new Tally { Count = 2 };
        await _storage.WriteStateAsync("tally", Grain("a"), other);
        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("tally", Grain("a"), mine));
        Assert.Equal(other.ETag, error.StoredEtag);
        Assert.Equal(mine.ETag, error.CurrentEtag);
        Assert.Equal(2, (await Read("a")).State!.Count);
    }

    [Fact]
    public async Task A_first_write_is_refused_when_somebody_else_was_first()
    {
        await _storage.WriteStateAsync("tally", Grain("a"), new GrainState<Tally>(new Tally { Count = 1 }));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage.WriteStateAsync("tally", Grain("a"), new GrainState<Tally>(new Tally { Count = 2 })));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage.ClearStateAsync("tally", Grain("a"), new GrainState<Tally>(new Tally())));
        Assert.Equal(1, (await Read("a")).State!.Count);
    }

    [Fact]
    public async Task An_etag_of_another_storage_is_a_conflict_and_not_a_crash()
    {
        var state = new GrainState<Tally>(new Tally(), "\"0x8D\"");
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("tally", Grain("a"), state));
        Assert.False((await Read("a")).RecordExists);
    }

    [Fact]
    public async Task A_cleared_state_can_be_cleared_again_and_written_again()
    {
        var state = new GrainState<Tally>(new Tally { Count = 1 });
        await _storage.WriteStateAsync("tally", Grain("a"), state);
        await _storage.ClearStateAsync("tally", Grain("a"), state);
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.NotNull(state.State);
        await _storage.ClearStateAsync("tally", Grain("a"), state);
        state.State = new Tally { Count = 3 };
        await _storage.WriteStateAsync("tally", Grain("a"), state);
        Assert.Equal(3, (await Read("a")).State!.Count);
    }

    [Fact]
    public async Task An_etag_from_before_a_clear_never_fits_again_even_after_a_restart()
    {
        var state = new GrainState<Tally>(new Tally { Count = 1 });
        await _storage.WriteStateAsync("tally", Grain("a"), state);
        var stale = new GrainState<Tally>(new Tally { Count = 9 }, state.ETag);
        await _storage.ClearStateAsync("tally", Grain("a"), state);
        _store.Dispose();
        _store = _folder.Open();
        _storage = StoreFolder.Storage(_store);
        await _storage.WriteStateAsync("tally", Grain("a"), new GrainState<Tally>(new Tally { Count = 2 }));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("tally", Grain("a"), stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("tally", Grain("a"), stale));
        Assert.Equal(2, (await Read("a")).State!.Count);
    }

    [Fact]
    public async Task State_names_and_providers_do_not_meet()
    {
        var other = StoreFolder.Storage(_store, "PubSubStore");
        await _storage.WriteStateAsync("one", Grain("a"), new GrainState<Tally>(new Tally { Count = 1 }));
        await _storage.WriteStateAsync("two", Grain("a"), new GrainState<Tally>(new Tally { Count = 2 }));
        await other.WriteStateAsync("one", Grain("a"), new GrainState<Tally>(new Tally { Count = 3 }));
        Assert.Equal(1, (await Read("a", "one")).State!.Count);
        Assert.Equal(2, (await Read("a", "two")).State!.Count);
        var third = new GrainState<Tally>();
        await other.ReadStateAsync("one", Grain("a"), third);
        Assert.Equal(3, third.State!.Count);
    }

    [Fact]
    public async Task A_state_of_thirty_megabytes_is_stored()
    {
        var name = new string('x', 30_000_000);
        await _storage.WriteStateAsync("tally", Grain("big"), new GrainState<Tally>(new Tally { Name = name }));
        Assert.Equal(name, (await Read("big")).State!.Name);
    }

    [Fact]
    public async Task A_state_that_is_no_json_of_its_type_names_grain_and_file()
    {
        await _storage.WriteStateAsync("tally", Grain("a"), new GrainState<string>("text"));
        var error = await Assert.ThrowsAsync<JsonException>(() => Read("a"));
        Assert.Contains("counter/a", error.Message);
        Assert.Contains(_folder.File, error.Message);
    }

    [Fact]
    public async Task Of_writers_that_race_for_one_state_exactly_one_wins_each_round()
    {
        for (var round = 0; round < 20; round++)
        {
            var copies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Read("raced")));
            var outcomes = await Task.WhenAll(copies.Select(copy => Task.Run(async () =>
            {
                copy.State = copy.State! with { Count = copy.State.Count + 1 };
                try
                {
                    await _storage.WriteStateAsync("tally", Grain("raced"), copy);
                    return 1;
                }
                catch (InconsistentStateException)
                {
                    return 0;
                }
            })));
            Assert.Equal(1, outcomes.Sum());
        }

        Assert.Equal(20, (await Read("raced")).State!.Count);
    }

    [Fact]
    public async Task What_many_grains_write_at_once_is_all_there_after_reopening()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(grain => Task.Run(async () =>
        {
            var state = await Read($"g{grain}");
            for (var count = 1; count <= 100; count++)
            {
                state.State = new Tally { Count = count };
                await _storage.WriteStateAsync("tally", Grain($"g{grain}"), state);
            }
        })));
        _store.Dispose();
        _store = _folder.Open();
        _storage = StoreFolder.Storage(_store);
        for (var grain = 0; grain < 64; grain++)
            Assert.Equal(100, (await Read($"g{grain}")).State!.Count);
    }

    private sealed record Tally
    {
        public string? Name { get; init; }
        public long Count { get; init; }
    }
}
