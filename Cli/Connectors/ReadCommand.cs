using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors;

namespace Supertrack.Cli.Connectors;

/// <summary><c>connector read</c>: reads streams one after another and writes what they give as messages of the Airbyte protocol.</summary>
internal sealed class ReadCommand(ILoadedManifest manifest, Invocation call, Exchanges exchanges)
{
    private readonly AirbyteMessages _messages = new(call.Terminal.Results, exchanges.Clock);

    public async Task<ExitCode> RunAsync(JsonObject config, CancellationToken cancellation)
    {
        var states = call.Value(ReadOptions.State) is { } file
            ? await StateFile.ReadAsync(file, call.Terminal, cancellation)
            : new Dictionary<string, JsonNode>();
        var options = new SourceOptions { Note = note => call.Note(note), ReadFile = call.SiblingFile(ReadOptions.Manifest) };
        IOpenedSource source = manifest.Open(config, exchanges.Transport, exchanges.Clock, options);
        ConnectorException? first = null;
        try
        {
            foreach (StreamDescriptor stream in Chosen(await source.DiscoverAsync(cancellation)))
            {
                first = await ReadAsync(source, stream, states.GetValueOrDefault(stream.Name), cancellation) ?? first;
            }
        }
        finally
        {
            await _messages.FlushAsync(CancellationToken.None);
        }

        return first is null ? ExitCode.Done : throw first;
    }

    private IEnumerable<StreamDescriptor> Chosen(IReadOnlyList<StreamDescriptor> all)
    {
        if (call.Value(ReadOptions.Streams) is not { Length: > 0 } names)
        {
            return all;
        }

        return names.Select(name => all.FirstOrDefault(stream => stream.Name == name)
            ?? throw CommandException.Usage($"{call.Value(ReadOptions.Manifest)}: there is no stream {name}. It has: {string.Join(", ", all.Select(stream => stream.Name))}."));
    }

    private async Task<ConnectorException?> ReadAsync(IOpenedSource source, StreamDescriptor stream, JsonNode? state, CancellationToken cancellation)
    {
        await _messages.StatusAsync(stream.Name, "STARTED", cancellation);
        try
        {
            await PagesAsync(source, await RequestAsync(stream, state, cancellation), cancellation);
            await _messages.StatusAsync(stream.Name, "COMPLETE", cancellation);
            return null;
        }
        catch (ConnectorException error)
        {
            await _messages.ErrorAsync(stream.Name, error, cancellation);
            await _messages.StatusAsync(stream.Name, "INCOMPLETE", cancellation);
            return error;
        }
    }

    private async Task PagesAsync(IOpenedSource source, StreamReadRequest request, CancellationToken cancellation)
    {
        int left = call.Value(ReadOptions.MaxRecords) ?? int.MaxValue;
        bool running = false;
        await foreach (RecordPage page in source.ReadAsync(request, cancellation))
        {
            if (page.Count > 0 && !running)
            {
                running = true;
                await _messages.StatusAsync(request.Stream, "RUNNING", cancellation);
            }

            await _messages.RecordsAsync(request.Stream, page, left, cancellation);
            left -= page.Count;
            if (left < 0)
            {
                // The rest of the page was left out, so its state would skip records.
                return;
            }

            if (page.State is { } reached)
            {
                await _messages.StateAsync(request.Stream, reached, cancellation);
                await _messages.FlushAsync(cancellation);
            }

            if (left == 0)
            {
                return;
            }
        }
    }

    private async Task<StreamReadRequest> RequestAsync(StreamDescriptor stream, JsonNode? state, CancellationToken cancellation)
    {
        bool incremental = call.Value(ReadOptions.SyncMode) == "incremental";
        if (incremental && !stream.SyncModes.Contains(SyncMode.Incremental))
        {
            await _messages.LogAsync("WARN", $"{stream.Name} has no cursor and is read in full.", cancellation);
            incremental = false;
        }

        return new StreamReadRequest
        {
            Stream = stream.Name,
            SyncMode = incremental ? SyncMode.Incremental : SyncMode.FullRefresh,
            State = incremental ? state : null,
        };
    }
}
