namespace Orleans.Storage.Sqlite;

/// <summary>Counts the bytes that wait for the disk, and makes callers wait while there are too many.</summary>
internal sealed class StorePressure(long maximumBytes)
{
    private readonly Lock _gate = new();
    private long _bytes;
    private TaskCompletionSource? _room;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Complete when the queue has room. Await it before building the bytes of a write.</summary>
    public Task RoomAsync()
    {
        if (Bytes < maximumBytes)
            return Task.CompletedTask;
        lock (_gate)
        {
            if (Bytes < maximumBytes)
                return Task.CompletedTask;
            var room = _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.MemoryBarrier();
            // The last write may have left before it could see that somebody waits.
            if (Bytes < maximumBytes)
            {
                _room = null;
                room.SetResult();
            }

            return room.Task;
        }
    }

    public void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Remove(int bytes)
    {
        if (Interlocked.Add(ref _bytes, -bytes) >= maximumBytes || Volatile.Read(ref _room) is null)
            return;
        TaskCompletionSource? room;
        lock (_gate)
        {
            room = _room;
            _room = null;
        }

        room?.SetResult();
    }
}
