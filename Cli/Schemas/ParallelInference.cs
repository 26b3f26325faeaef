using System.Text.Json;
using System.Threading.Channels;
using Supertrack.Cli.Frame;
using Supertrack.Core.Schemas.Inference;

namespace Supertrack.Cli.Schemas;

/// <summary>One reader cuts the files into blocks, a worker a core learns from them, and what the workers know is merged at the end.</summary>
internal sealed class ParallelInference(Terminal terminal, bool unwrapLists)
{
    public async Task<SchemaInferrer> RunAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var blocks = Channel.CreateBounded<(string File, SampleBlock Block)>(8);
        Task<SchemaInferrer>[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => LearnAsync(blocks.Reader, stop), stop.Token))];
        try
        {
            await CutAsync(files, blocks.Writer, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A worker failed and stopped the reader; awaiting it below says why.
        }
        finally
        {
            blocks.Writer.TryComplete();
        }
        var all = new SchemaInferrer();
        Task failed = Task.WhenAll(workers);
        await failed.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (Task<SchemaInferrer> worker in workers.OrderBy(w => w.IsFaulted ? 0 : 1)) all.Merge(await worker);
        return all;
    }

    private async Task CutAsync(IReadOnlyList<string> files, ChannelWriter<(string File, SampleBlock Block)> blocks, CancellationToken cancellation)
    {
        foreach (string file in files)
        {
            try
            {
                await using Stream stream = file == "-" ? terminal.Input : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
                await foreach (SampleBlock block in SampleBlocks.ReadAsync(stream, unwrapLists, cancellation)) await blocks.WriteAsync((file, block), cancellation);
            }
            catch (InvalidDataException error)
            {
                throw CommandException.Usage($"{file}: {error.Message}. Correct the file there.", error);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
            {
                throw CommandException.Usage($"{file}: cannot be read. Check that the file exists and may be read.", error);
            }
        }
    }

    private async Task<SchemaInferrer> LearnAsync(ChannelReader<(string File, SampleBlock Block)> blocks, CancellationTokenSource stop)
    {
        var inferrer = new SchemaInferrer();
        await foreach ((string file, SampleBlock block) in blocks.ReadAllAsync(stop.Token))
        {
            try
            {
                inferrer.Add(block.Bytes.Span, unwrapLists && block.IsWhole);
            }
            catch (JsonException error)
            {
                await stop.CancelAsync();
                string place = block.IsWhole ? $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}" : $"line {error.LineNumber + 1} after byte {block.Offset}";
                throw CommandException.Usage($"{file}: not JSON at {place}. Correct the file there.", error);
            }
            finally
            {
                block.Release();
            }
        }
        return inferrer;
    }
}
