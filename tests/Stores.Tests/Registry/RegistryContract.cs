using Supertrack.Core.Storage;

namespace Supertrack.Stores.Tests.Registry;

/// <summary>What every registry promises, stated once and run against each of them.</summary>
public abstract class RegistryContract
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Empty stores, or null where the database cannot be had here; the test then says so and passes.</summary>
    protected abstract Task<RegistryStores?> OpenAsync();

    [Fact]
    public async Task Lists_come_highest_first_and_in_pages_that_neither_overlap_nor_skip()
    {
        if (await OpenAsync() is not { } stores)
            return;
        for (var number = 0; number < 25; number++)
            await stores.Lists.PutAsync(Run($"crm/{number:D2}", number / 3), default);
        var seen = new List<ReadDocument>();
        IReadOnlyList<ReadDocument> page;
        while ((page = await stores.Lists.ListAsync("run", "acme", "crm", seen.LastOrDefault(), 4, default)).Count > 0)
            seen.AddRange(page);
        Assert.Equal(seen.OrderByDescending(run => run.Order).ThenBy(run => run.Id, StringComparer.Ordinal), seen);
        Assert.Equal(25, seen.DistinctBy(run => run.Id).Count());
    }

    [Fact]
    public async Task A_document_replaces_the_one_before_and_can_be_removed()
    {
        if (await OpenAsync() is not { } stores)
            return;
        await stores.Lists.PutAsync(Run("crm/1", 1) with { Active = true }, default);
        Assert.Single(await stores.Lists.ListActiveAsync("run", default));
        var changed = Run("crm/1", 2) with { Body = """{"text":"\u0000 ü"}""" };
        await stores.Lists.PutAsync(changed, default);
        Assert.Empty(await stores.Lists.ListActiveAsync("run", default));
        Assert.Equal(changed, await stores.Lists.FindAsync("run", "acme", "crm/1", default));
        Assert.Empty(await stores.Lists.ListAsync("run", "other", null, null, 10, default));
        Assert.Single(await stores.Lists.ListAsync("run", null, null, null, 10, default));
        await stores.Lists.RemoveAsync("run", "acme", "crm/1", default);
        Assert.Null(await stores.Lists.FindAsync("run", "acme", "crm/1", default));
    }

    [Fact]
    public async Task Only_one_of_many_first_keys_is_stored()
    {
        if (await OpenAsync() is not { } stores)
            return;
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => stores.Keys.AddFirstAsync(Key($"k{number}", "*"), default)));
        Assert.Single(made, true);
        Assert.Single(await stores.Keys.ListAsync(null, default));
    }

    [Fact]
    public async Task A_key_is_found_listed_by_tenant_and_revoked_once()
    {
        if (await OpenAsync() is not { } stores)
            return;
        await stores.Keys.AddAsync(Key("one", "acme"), default);
        await stores.Keys.AddAsync(Key("two", "other"), default);
        Assert.Equal(Key("one", "acme"), await stores.Keys.FindAsync("one", default));
        Assert.Null(await stores.Keys.FindAsync("three", default));
        Assert.Equal("two", Assert.Single(await stores.Keys.ListAsync("other", default)).Id);
        Assert.True(await stores.Keys.RevokeAsync("one", Now + Minute, default));
        Assert.False(await stores.Keys.RevokeAsync("one", Now, default));
        Assert.Equal(Now + Minute, (await stores.Keys.FindAsync("one", default))!.RevokedAt);
    }

    [Fact]
    public async Task The_audit_of_many_writers_is_one_chain_a_tenant_and_is_read_latest_first()
    {
        if (await OpenAsync() is not { } stores)
            return;
        var added = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => stores.Audit.AppendAsync(Did(number % 2 == 0 ? "acme" : "other", number), default)));
        Assert.Equal(new AuditVerdict(15, null), await stores.Audit.VerifyAsync("acme", default));
        Assert.Equal(new AuditVerdict(15, null), await stores.Audit.VerifyAsync("other", default));
        Assert.Equal(new AuditVerdict(0, null), await stores.Audit.VerifyAsync("nobody", default));
        var first = await stores.Audit.ReadAsync(new AuditQuery { Tenant = "acme" }, 10, default);
        var rest = await stores.Audit.ReadAsync(new AuditQuery { Tenant = "acme", Before = first[^1].Id }, 10, default);
        Assert.Equal(added.Where(one => one.Tenant == "acme").OrderByDescending(one => one.Id), first.Concat(rest));
    }

    [Fact]
    public async Task The_audit_is_filtered_by_each_of_its_members_and_by_hostile_ones()
    {
        if (await OpenAsync() is not { } stores)
            return;
        for (var number = 0; number < 6; number++)
            await stores.Audit.AppendAsync(Did("acme", number), default);
        Assert.Equal(2, await CountAsync(new AuditQuery { Actor = "key:1" }));
        Assert.Equal(1, await CountAsync(new AuditQuery { Target = "acme/c3" }));
        Assert.Equal(3, await CountAsync(new AuditQuery { Outcome = "access_denied" }));
        Assert.Equal(0, await CountAsync(new AuditQuery { Action = "key.create" }));
        Assert.Equal(3, await CountAsync(new AuditQuery { From = Now + Minute, To = Now + 4 * Minute }));
        Assert.Equal(0, await CountAsync(new AuditQuery { Actor = "key:1' OR 1=1 --", Action = "%" }));

        async Task<int> CountAsync(AuditQuery query) => (await stores.Audit.ReadAsync(query, 100, default)).Count;
    }

    [Fact]
    public async Task Events_of_many_writers_are_read_in_order_and_by_tenant()
    {
        if (await OpenAsync() is not { } stores)
            return;
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => stores.Events.AppendAsync(Happened(number % 2 == 0 ? "acme" : "other", number), default)));
        Assert.Equal(ids.Max(), await stores.Events.LatestAsync(default));
        var first = await stores.Events.ReadAsync("acme", 0, 15, default);
        var rest = await stores.Events.ReadAsync("acme", first[^1].Id, 15, default);
        Assert.Equal((15, 5), (first.Count, rest.Count));
        Assert.Equal(first.Concat(rest).Select(one => one.Id).Order(), first.Concat(rest).Select(one => one.Id));
        Assert.All(first, one => Assert.Equal(("acme", Now), (one.Tenant, one.At)));
    }

    [Fact]
    public async Task A_wait_ends_with_the_next_event()
    {
        if (await OpenAsync() is not { } stores)
            return;
        await stores.Events.AppendAsync(Happened("acme", 1), default);
        await stores.Events.WaitAsync(TimeSpan.FromMilliseconds(1), default);
        var wait = stores.Events.WaitAsync(TimeSpan.FromMinutes(5), default);
        await stores.Events.AppendAsync(Happened("acme", 2), default);
        await wait.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_answer_that_is_kept_for_a_day()
    {
        if (await OpenAsync() is not { } stores)
            return;
        Assert.Null(await stores.Answers.ClaimAsync("me", "key", "hash", Now, Minute, default));
        Assert.Equal(new StoredAnswer("hash", null, null, null, null, null), await stores.Answers.ClaimAsync("me", "key", "hash", Now, Minute, default));
        await stores.Answers.CompleteAsync("me", "key", new StoredAnswer("hash", 201, "application/json", null, "\"1\"", [1, 2, 0]), default);
        var kept = await stores.Answers.ClaimAsync("me", "key", "other", Now + Minute, Minute, default);
        Assert.Equal((201, "application/json", null, "\"1\""), (kept!.Status, kept.ContentType, kept.Location, kept.ETag));
        Assert.Equal([1, 2, 0], kept.Body!);
        Assert.Null(await stores.Answers.ClaimAsync("me", "key", "hash", Now + TimeSpan.FromDays(2), Minute, default));
    }

    [Fact]
    public async Task Of_many_that_claim_a_key_at_once_one_gets_it_and_an_abandoned_or_released_one_is_free_again()
    {
        if (await OpenAsync() is not { } stores)
            return;
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stores.Answers.ClaimAsync("me", "key", "hash", Now, Minute, default)));
        Assert.Single(claims, claim => claim is null);
        await stores.Answers.ReleaseAsync("me", "key", default);
        Assert.Null(await stores.Answers.ClaimAsync("me", "key", "hash", Now, Minute, default));
        Assert.Null(await stores.Answers.ClaimAsync("me", "key", "hash", Now + 2 * Minute, Minute, default));
    }

    private static ReadDocument Run(string id, long order) => new("run", "acme", id, "crm", order, false, "{}");

    private static ApiKeyRecord Key(string id, string tenant) => new(id, "hash", tenant, "Administrator", "a key", Now, null);

    private static AuditEntry Did(string tenant, int number) => new()
    {
        Tenant = tenant,
        At = Now + number * Minute + TimeSpan.FromTicks(1_234),
        Actor = $"key:{number % 3}",
        Role = "editor",
        ActorTenant = "*",
        Action = "connector.register",
        Target = $"{tenant}/c{number}",
        Outcome = number % 2 == 0 ? "done" : "access_denied",
    };

    private static PlatformEvent Happened(string tenant, int number) => new(0, tenant, "run.progress", $"connectors/crm/runs/{number}", Now, "{}");
}
