using Microsoft.Data.Sqlite;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage.Sqlite;

namespace Supertrack.Embedded.Tests.Storage.Sqlite;

public sealed class StoreFaultTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static GrainId Grain(int key) => GrainId.Create("blob", $"{key}");

    private static Task Write(DurableStore store, int key, int bytes) =>
        StoreFolder.Storage(store).WriteStateAsync("s", Grain(key), new GrainState<string>(new string('x', bytes)));

    private static async Task<bool> Exists(DurableStore store, int key)
    {
        var state = new GrainState<string>();
        await StoreFolder.Storage(store).ReadStateAsync("s", Grain(key), state);
        return state.RecordExists;
    }

    [Fact]
    public void A_second_process_on_the_same_data_is_told_so()
    {
        using var first = _folder.Open();
        var error = Assert.Throws<DurableStoreException>(() => _folder.Open());
        Assert.Equal(StoreFault.Locked, error.Fault);
        Assert.Contains("Another process", error.Message);
        Assert.Contains(_folder.File, error.Message);
    }

    [Fact]
    public void The_lock_is_given_back_when_the_store_closes()
    {
        _folder.Open().Dispose();
        _folder.Open().Dispose();
    }

    [Fact]
    public void A_file_that_is_no_database_is_reported_and_left_as_it_is()
    {
        var bytes = Enumerable.Repeat((byte)'?', 8192).ToArray();
        File.WriteAllBytes(_folder.File, bytes);
        var error = Assert.Throws<DurableStoreException>(() => _folder.Open());
        Assert.Equal(StoreFault.Corrupt, error.Fault);
        Assert.Contains("backup", error.Message);
        Assert.Equal(bytes, File.ReadAllBytes(_folder.File));
    }

    [Fact]
    public async Task A_database_with_a_damaged_page_is_reported_when_the_page_is_met_and_takes_no_more_writes()
    {
        using (var store = _folder.Open())
            for (var key = 0; key < 200; key++)
                await Write(store, key, 3000);
        using (var file = File.OpenWrite(_folder.File))
        {
            file.Position = 4096 * 2;
            while (file.Position < file.Length)
                file.Write(Enumerable.Repeat((byte)0xEE, 4096).ToArray());
        }

        using var damaged = _folder.TryOpen(out var opening);
        var error = opening ?? await Assert.ThrowsAsync<DurableStoreException>(() => Write(damaged!, 5, 100));
        Assert.Equal(StoreFault.Corrupt, error.Fault);
        if (damaged is null)
            return;
        Assert.NotNull(damaged.Fault);
        var refused = await Assert.ThrowsAsync<DurableStoreException>(() => Write(damaged, 9999, 1));
        Assert.Contains("no more writes", refused.Message);
    }

    [Fact]
    public void A_database_of_another_program_is_not_touched()
    {
        using (var other = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE invoices(id INTEGER)";
            command.ExecuteNonQuery();
        }

        var error = Assert.Throws<DurableStoreException>(() => _folder.Open());
        Assert.Equal(StoreFault.Corrupt, error.Fault);
        Assert.Contains("another data folder", error.Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_reported_with_its_name()
    {
        var blocked = Path.Combine(_folder.Path, "file");
        File.WriteAllText(blocked, "");
        var path = Path.Combine(blocked, "sub", "engine.db");
        var error = Assert.Throws<DurableStoreException>(() => _folder.Open(options => options.File = path));
        Assert.Equal(StoreFault.ReadOnly, error.Fault);
        Assert.Contains(path, error.Message);
    }

    [Fact]
    public void A_read_only_folder_is_reported_with_its_name()
    {
        if (OperatingSystem.IsWindows())
            return;
        // The administrator may write everywhere but where the kernel keeps its own files.
        var path = Environment.IsPrivilegedProcess ? "/proc/engine.db" : _folder.File;
        if (!Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var error = Assert.Throws<DurableStoreException>(() => _folder.Open(options => options.File = path));
        if (!Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(StoreFault.ReadOnly, error.Fault);
        Assert.Contains("cannot be written", error.Message);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_write_keeps_what_was_stored_and_recovers_when_there_is_room()
    {
        using var store = _folder.Open(options => options.MaximumPages = 60);
        var stored = 0;
        DurableStoreException? full = null;
        while (full is null && stored < 1000)
        {
            try
            {
                await Write(store, stored, 10_000);
                stored++;
            }
            catch (DurableStoreException e)
            {
                full = e;
            }
        }

        Assert.Equal(StoreFault.Full, full!.Fault);
        Assert.True(full.IsRetriable);
        Assert.Null(store.Fault);
        Assert.InRange(stored, 5, 60);
        Assert.False(await Exists(store, stored));
        for (var key = 0; key < stored; key++)
            Assert.True(await Exists(store, key));

        var first = new GrainState<string>();
        await StoreFolder.Storage(store).ReadStateAsync("s", Grain(0), first);
        await StoreFolder.Storage(store).ClearStateAsync("s", Grain(0), first);
        await Write(store, stored, 3_000);
        Assert.True(await Exists(store, stored));
    }

    [Fact]
    public async Task A_write_too_large_for_the_disk_does_not_take_its_neighbours_with_it()
    {
        using var store = _folder.Open(options => options.MaximumPages = 60);
        var writes = Enumerable.Range(0, 20).Select(key => Write(store, key, key == 7 ? 1_000_000 : 100)).ToArray();
        await Task.WhenAny(Task.WhenAll(writes));
        for (var key = 0; key < 20; key++)
        {
            Assert.Equal(key != 7, writes[key].IsCompletedSuccessfully);
            Assert.Equal(key != 7, await Exists(store, key));
        }
    }

    [Fact]
    public async Task While_another_program_holds_the_file_writes_fail_as_busy_and_succeed_afterwards()
    {
        using var store = _folder.Open();
        using (var other = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            var error = await Assert.ThrowsAsync<DurableStoreException>(() => Write(store, 1, 10));
            Assert.Equal(StoreFault.Busy, error.Fault);
            Assert.True(error.IsRetriable);
        }

        await Write(store, 1, 10);
        Assert.True(await Exists(store, 1));
    }

    [Fact]
    public async Task A_write_after_closing_fails_and_what_was_queued_before_is_stored()
    {
        var store = _folder.Open();
        var queued = Enumerable.Range(0, 500).Select(key => Write(store, key, 10)).ToArray();
        store.Dispose();
        await Task.WhenAll(queued);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Write(store, 1000, 10));
        using var again = _folder.Open();
        for (var key = 0; key < 500; key++)
            Assert.True(await Exists(again, key));
    }
}
