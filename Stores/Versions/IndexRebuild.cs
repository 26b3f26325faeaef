using Microsoft.Data.Sqlite;
using Supertrack.Core.Versions.Signing;
using Supertrack.Stores.Warehouse.Sqlite;

namespace Supertrack.Stores.Versions;

/// <summary>Makes the index of versions anew from the signed records, when it is empty beside them. What was live comes back from git only.</summary>
internal static class IndexRebuild
{
    public static void Run(SqliteConnection connection, TenantVersions tenant, IVersionSigner signer, DateTimeOffset now)
    {
        using (var any = connection.Prepare("SELECT EXISTS (SELECT 1 FROM version)"))
            if ((long)any.ExecuteScalar()! != 0) return;
        var records = tenant.Records.Names().Select(name => Open(tenant, name, signer)).OfType<SignedVersion>().ToList();
        if (records.Count == 0) return;
        using var transaction = connection.BeginTransaction();
        // Above every number that the repository may know of the lost log.
        VersionIndex.Advance(connection, now.ToUnixTimeMilliseconds());
        var followed = records.SelectMany(one => one.Version.Parents).ToHashSet();
        // A crash can leave a record that was never named; the version it was meant for was then frozen again, later.
        var named = records.GroupBy(one => (one.Version.Artifact, one.Version.Version)).Select(same => same.MaxBy(one => (followed.Contains(one.Id), one.Version.FrozenAt))!);
        foreach (var record in named.OrderBy(one => one.Version.FrozenAt).ThenBy(one => one.Version.Version)) VersionIndex.Add(connection, record.Version, record.Id);
        transaction.Commit();
    }

    private static SignedVersion? Open(TenantVersions tenant, string name, IVersionSigner signer)
    {
        try
        {
            var record = tenant.Records.Read(name) is { } bytes ? SignedVersion.Open(bytes, signer) : null;
            return record?.Id == name && record.Version.Artifact.Tenant == tenant.Tenant ? record : null;
        }
        catch (FormatException)
        {
            // Nothing vouches for this file, so it stands for no version; the check of the versions after it names the gap.
            return null;
        }
    }
}
