using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Supertrack.Stores.Tests.Notifications;

/// <summary>A local mail server that keeps what it got, and refuses one receiver.</summary>
internal sealed class MailBox : MessageStore, IAsyncDisposable
{
    public const string Unknown = "nobody@example.com";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public MailBox()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication())
            .Build();
        var services = new ServiceProvider();
        services.Add(this);
        services.Add(new Passwords());
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    public List<string> Got { get; } = [];

    public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        if (transaction.To.Any(to => to.AsAddress() == Unknown))
            return Task.FromResult(SmtpResponse.MailboxUnavailable);
        lock (Got)
            Got.Add($"{context.Authentication.User}\n{string.Join(',', transaction.To.Select(to => to.AsAddress()))}\n{Encoding.UTF8.GetString(buffer.ToArray())}");
        return Task.FromResult(SmtpResponse.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private sealed class Passwords : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) => Task.FromResult(password == "right");
    }
}
