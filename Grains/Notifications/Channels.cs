using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using Supertrack.Core.Healing.Incidents;
using Supertrack.Core.Healing.Notifications;
using Supertrack.Core.Secrets;
using Supertrack.Core.Storage;
using Supertrack.Grains.Incidents;
using Supertrack.Grains.Interfaces.Errors;
using Supertrack.Grains.Interfaces.Notifications;

namespace Supertrack.Grains.Notifications;

/// <summary>What a tenant's notifications accept as channels, and show of them.</summary>
internal static class Channels
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int MostReceivers = 50;

    /// <summary>The channel as it is kept, and the signing key where one was made.</summary>
    /// <exception cref="InvalidRequestException">Something about it is wrong; the message says what.</exception>
    public static (Channel Channel, string? Made) Accept(string id, ChannelSettings settings, Channel? present, ISecretBox secrets)
    {
        Require(Identifier.IsValid(id), $"'{id}' cannot be a channel's id: use {Identifier.Rule}.");
        Require(Enum.TryParse<ChannelKind>(settings.Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind), $"'{settings.Kind}' is no kind of channel. Use webhook, slack or email.");
        Require(Enum.TryParse<IncidentSeverity>(settings.MinimumSeverity, ignoreCase: true, out var minimum) && Enum.IsDefined(minimum), $"'{settings.MinimumSeverity}' is no severity. Use info, warning, error or critical.");
        Require(settings.EscalateAfterMinutes is >= 0 and <= MostMinutes, $"escalateAfterMinutes is {settings.EscalateAfterMinutes}: use 0 to {MostMinutes}.");
        var same = present?.Kind == kind ? present : null;
        var made = kind == ChannelKind.Webhook && settings.Secret is null && string.IsNullOrEmpty(same?.SealedSecret)
            ? WebhookSignature.Secret(RandomNumberGenerator.GetBytes(32))
            : null;
        var secret = settings.Secret ?? made;
        Require(kind != ChannelKind.Webhook || secret is null || WebhookSignature.IsSecret(secret), "secret is no signing key: it is whsec_ and Base64 of 24 to 64 bytes. Leave it out to have one made.");
        return (new Channel
        {
            Id = id,
            Kind = kind,
            Address = kind == ChannelKind.Email ? Server(settings) : Url(settings, same, secrets),
            Security = kind == ChannelKind.Email ? Security(settings) : "",
            User = settings.User,
            From = kind == ChannelKind.Email ? Address(settings.From, "from") : "",
            To = kind == ChannelKind.Email ? Receivers(settings) : [],
            SealedSecret = secret is { Length: > 0 } ? secrets.Seal(secret) : secret is null ? same?.SealedSecret ?? "" : "",
            Minimum = minimum,
            Quiet = settings.QuietHours is { } quiet ? Quiet(quiet) : null,
            EscalateAfter = TimeSpan.FromMinutes(settings.EscalateAfterMinutes),
            Enabled = settings.Enabled,
            Version = (present?.Version ?? 0) + 1,
        }, made);
    }

    public static ChannelView View(string tenant, Channel channel, ISecretBox secrets) => new()
    {
        Id = channel.Id,
        Tenant = tenant,
        Kind = IncidentViews.Name(channel.Kind),
        Address = channel.Kind == ChannelKind.Email ? channel.Address : new Uri(secrets.Open(channel.Address)) is var url && url.PathAndQuery == "/" ? url.AbsoluteUri : $"{url.Scheme}://{url.Authority}/***",
        Security = channel.Security,
        User = channel.User,
        From = channel.From,
        To = [.. channel.To],
        MinimumSeverity = IncidentViews.Name(channel.Minimum),
        QuietHours = channel.Quiet is { } quiet ? new QuietHoursSettings { From = Text(quiet.From), To = Text(quiet.To), TimeZone = quiet.TimeZone } : null,
        EscalateAfterMinutes = (int)channel.EscalateAfter.TotalMinutes,
        Enabled = channel.Enabled,
        HasSecret = channel.SealedSecret.Length > 0,
        Etag = ETags.Of(channel.Version),
    };

    private static string Url(ChannelSettings settings, Channel? same, ISecretBox secrets)
    {
        if (settings.Url is null && same is not null)
            return same.Address;
        // Paths and queries of webhooks hold keys, so the whole address is kept as one.
        return Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? secrets.Seal(url.AbsoluteUri)
            : throw Wrong("url is missing or no http or https address without a user in it.");
    }

    private static string Server(ChannelSettings settings)
    {
        Require(Uri.CheckHostName(settings.Host) != UriHostNameType.Unknown, "host is missing or no host name: name the SMTP server, e.g. smtp.example.com.");
        Require(settings.Port is >= 1 and <= 65_535, $"port is {settings.Port}: use 1 to 65535; SMTP servers mostly take 587 or 465.");
        return string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");
    }

    private static string Security(ChannelSettings settings)
    {
        Require(settings.Security is "starttls" or "tls" or "none", $"security is '{settings.Security}': use starttls, tls or none.");
        Require(settings.Security != "none" || settings.User.Length == 0, "A password is not sent over an open connection: use starttls or tls, or sign in as nobody.");
        return settings.Security;
    }

    private static IReadOnlyList<string> Receivers(ChannelSettings settings)
    {
        var to = settings.To.IsDefault ? [] : settings.To;
        Require(to.Length is >= 1 and <= MostReceivers, $"to has {to.Length} addresses: give 1 to {MostReceivers}.");
        return [.. to.Select(one => Address(one, "to"))];
    }

    private static string Address(string text, string name) =>
        MailAddress.TryCreate(text, out var address) && !text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal)
            ? address.Address
            : throw Wrong($"'{text}' in {name} is no mail address.");

    private static QuietHours Quiet(QuietHoursSettings quiet)
    {
        Require(TimeZoneInfo.TryFindSystemTimeZoneById(quiet.TimeZone, out _), $"'{quiet.TimeZone}' is no time zone known here. Use IANA's names, e.g. Europe/Berlin.");
        return new QuietHours(Time(quiet.From), Time(quiet.To), quiet.TimeZone);
    }

    private static TimeOnly Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw Wrong($"'{text}' in quietHours is no time of day: write it as 22:00.");

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw Wrong(problem);
    }

    private static InvalidRequestException Wrong(string problem) => new("invalid_channel", problem);
}
