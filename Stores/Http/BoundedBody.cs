using Supertrack.Core.Connectors.Http;

namespace Supertrack.Stores.Http;

/// <summary>A body that ends with an error at the size limit or the total time-out, and gives the connection back when disposed.</summary>
internal sealed class BoundedBody(
    Stream inner, HttpResponseMessage response, CancellationTokenSource total, HttpTransportOptions options, string url, CancellationToken caller) : Stream
{
    private long _read;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    private string Host => new Uri(url).Host;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        try
        {
            return Count(await inner.ReadAsync(buffer, either.Token));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw new HttpTransportException(TransportFailure.Timeout, $"{Host}: the body was not complete after {options.TotalTimeout.TotalSeconds:0} seconds.", error);
        }
        catch (Exception error) when (error is HttpRequestException or InvalidDataException or IOException)
        {
            throw new HttpTransportException(TransportFailure.Protocol, $"{Host}: the body broke off: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            inner.Dispose();
            response.Dispose();
            total.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Count(int bytes)
    {
        _read += bytes;
        return _read <= options.MaxBodyBytes ? bytes
            : throw new HttpTransportException(TransportFailure.Protocol, $"{Host}: the body is larger than {options.MaxBodyBytes} bytes; ask for smaller pages or raise the limit.");
    }
}
