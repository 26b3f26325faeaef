using System.Collections.Immutable;
using System.Text.Json;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Notifications;
using Supertrack.Grains.Interfaces.Tenants;

namespace Supertrack.Silo.Gateway;

/// <param name="Id">Lower-case letters, digits and inner hyphens.</param>
internal sealed record CreateTenantBody(string Id, string Name, string? SchemaPolicy);

internal sealed record UpdateTenantBody(string Name, string? SchemaPolicy);

/// <summary>The whole policy: a list that is absent is empty.</summary>
/// <param name="Networks">Networks that may be reached although they are not public, e.g. 10.1.0.0/16.</param>
/// <param name="Hosts">The only hosts that may be asked; .example.com stands for every name below it.</param>
/// <param name="Folders">Absolute folders below which file and SQLite connectors may read.</param>
/// <param name="DatabaseHosts">Database servers that SQL connectors may connect to.</param>
internal sealed record EgressBody(ImmutableArray<string>? Networks, ImmutableArray<string>? Hosts, ImmutableArray<string>? Folders, ImmutableArray<string>? DatabaseHosts)
{
    public TenantEgress Egress() => new() { Networks = Networks ?? [], Hosts = Hosts ?? [], Folders = Folders ?? [], DatabaseHosts = DatabaseHosts ?? [] };
}

/// <param name="Manifest">YAML or JSON text, or the manifest itself as a JSON object.</param>
/// <param name="Config">What the manifest's expressions read; absent keeps the present one.</param>
internal sealed record ConnectorBody(string? Id, string? Name, JsonElement Manifest, JsonElement? Config, ImmutableArray<string>? Streams, SyncSchedule? Schedule)
{
    public ConnectorDefinition Definition() => new()
    {
        Name = Name ?? "",
        Manifest = Manifest.ValueKind == JsonValueKind.String ? Manifest.GetString()! : Manifest.ValueKind == JsonValueKind.Undefined ? "" : Manifest.GetRawText(),
        Config = Config is { ValueKind: not JsonValueKind.Null } config ? config.GetRawText() : null,
        Streams = Streams ?? [],
        Schedule = Schedule ?? new SyncSchedule(),
    };
}

internal sealed record StartRunBody(ImmutableArray<string>? Streams, bool? FullRefresh);

/// <param name="Stream">One stream's findings; absent for all.</param>
/// <param name="Measure">One finding's measure; absent for all.</param>
internal sealed record AcceptBody(string? Stream, string? Measure);

/// <param name="Streams">The streams to repair; absent for those that failed in the last run.</param>
internal sealed record RepairBody(ImmutableArray<string>? Streams);

/// <param name="Decision">approve, reject, rollback, takeover or handback.</param>
/// <param name="Reason">Kept with the repair; needed to reject and to roll back.</param>
internal sealed record DecisionBody(string Decision, string? Reason);

/// <param name="Note">Kept with the incident.</param>
internal sealed record AcknowledgeBody(string? Note);

/// <param name="Reason">Kept with the incident.</param>
internal sealed record ResolveBody(string Reason);

internal sealed record CommentBody(string Text);

/// <param name="Kind">webhook, slack or email.</param>
/// <param name="Url">For webhook and slack; absent keeps the present one.</param>
/// <param name="Secret">The signing key of a webhook (whsec_ and Base64) or the password of the mail server; absent keeps the present one. A new webhook gets one made.</param>
/// <param name="Host">For email: the SMTP server.</param>
/// <param name="Port">For email; 587 when absent.</param>
/// <param name="Security">For email: starttls (the default), tls or none.</param>
/// <param name="User">For email: who signs in.</param>
/// <param name="From">For email.</param>
/// <param name="To">For email: 1 to 50 addresses.</param>
/// <param name="MinimumSeverity">info, warning, error (the default) or critical.</param>
/// <param name="QuietHours">When only critical incidents are told at once.</param>
/// <param name="EscalateAfterMinutes">Told only of incidents that nobody has acknowledged by then; 0 tells at once.</param>
/// <param name="Enabled">True when absent.</param>
internal sealed record ChannelBody(
    string Kind, string? Url, string? Secret, string? Host, int? Port, string? Security, string? User, string? From, ImmutableArray<string>? To, string? MinimumSeverity,
    QuietHoursSettings? QuietHours, int? EscalateAfterMinutes, bool? Enabled)
{
    public ChannelSettings Settings() => new()
    {
        Kind = Kind ?? "",
        Url = Url,
        Secret = Secret,
        Host = Host ?? "",
        Port = Port ?? 587,
        Security = Security ?? "starttls",
        User = User ?? "",
        From = From ?? "",
        To = To ?? [],
        MinimumSeverity = MinimumSeverity ?? "error",
        QuietHours = QuietHours,
        EscalateAfterMinutes = EscalateAfterMinutes ?? 0,
        Enabled = Enabled ?? true,
    };
}

internal sealed record ResetBody(bool? DropRows);

/// <param name="Manifest">YAML or JSON text, or the manifest itself as a JSON object; absent for the live one.</param>
internal sealed record VerifyBody(JsonElement Manifest)
{
    public string? Text() => Manifest.ValueKind switch
    {
        JsonValueKind.String => Manifest.GetString(),
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        _ => Manifest.GetRawText(),
    };
}

/// <param name="Tenant">A tenant, or * for all.</param>
/// <param name="Role">viewer, operator, editor or administrator.</param>
internal sealed record CreateKeyBody(string Tenant, string Role, string? Name);

/// <param name="Key">The key itself; only the answer to its creation has it.</param>
internal sealed record KeyView(string Id, string Tenant, string Role, string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, string? Key);

/// <param name="Next">Pass as <c>cursor</c> for what follows; absent at the end.</param>
internal sealed record ListView(IReadOnlyList<JsonElement> Items, string? Next);
