using System.IO.Compression;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors.Cassettes;
using Supertrack.Core.Connectors.Egress;
using Supertrack.Core.Connectors.Http;
using Supertrack.Stores.Http;

namespace Supertrack.Cli.Connectors;

/// <summary>The transport of one command: live or from a cassette, recorded and logged as asked. Dispose it to complete the files.</summary>
internal sealed class Exchanges : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _open = new();
    private SocketsHttpTransport? _live;

    private Exchanges(IHttpTransport transport, TimeProvider clock)
    {
        Transport = transport;
        Clock = clock;
    }

    public IHttpTransport Transport { get; private set; }

    public TimeProvider Clock { get; }

    public static async Task<Exchanges> OpenAsync(Invocation call, CancellationToken cancellation)
    {
        string? replay = call.Value(ReadOptions.Replay);
        string? record = call.Value(ReadOptions.Record);
        DateTimeOffset? now = call.Value(ReadOptions.Now);
        if (replay is not null && record is not null)
        {
            throw CommandException.Usage("--record and --replay cannot be used together. Leave one out.");
        }

        TimeProvider clock = replay is not null ? new ReplayClock(now ?? call.Terminal.Clock.GetUtcNow())
            : now is { } start ? new ShiftedClock(start)
            : call.Terminal.Clock;
        Exchanges exchanges;
        if (replay is not null)
        {
            exchanges = new Exchanges(new ReplayTransport(await CassetteAsync(replay, cancellation)), clock);
        }
        else
        {
            // The person at the command line reaches what the machine reaches, servers of the own network too.
            var live = new SocketsHttpTransport(new HttpTransportOptions { Egress = EgressPolicy.Unrestricted });
            exchanges = new Exchanges(live, clock) { _live = live };
        }

        if (record is not null)
        {
            exchanges.Record(record);
        }

        if (call.Value(ReadOptions.Requests) is { } requests)
        {
            exchanges.Log(requests, exact: replay is not null);
        }

        return exchanges;
    }

    public async ValueTask DisposeAsync()
    {
        while (_open.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }

        _live?.Dispose();
    }

    private static async Task<IReadOnlyList<CassetteExchange>> CassetteAsync(string path, CancellationToken cancellation)
    {
        await using Stream file = InputFile.Open(path);
        return await CassetteReader.ReadAsync(file, path, cancellation);
    }

    private void Record(string path)
    {
        Stream file = OutputFile.Create(path);
        _open.Push(file);
        Stream cassette = file;
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            _open.Push(cassette = new GZipStream(file, CompressionLevel.Fastest));
        }

        var recording = new RecordingTransport(Transport, cassette);
        _open.Push(recording);
        Transport = recording;
    }

    private void Log(string path, bool exact)
    {
        var file = new BufferedStream(OutputFile.Create(path), 1 << 16);
        _open.Push(file);
        Transport = new RequestLogTransport(Transport, file, exact);
    }
}
