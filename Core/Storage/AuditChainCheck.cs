namespace Supertrack.Core.Storage;

/// <summary>Goes along a tenant's entries, oldest first, and computes every hash anew.</summary>
public sealed class AuditChainCheck
{
    private string _before = AuditChain.Start;
    private long _count;
    private long? _brokenAt;

    public AuditVerdict Verdict => new(_count, _brokenAt);

    /// <returns>False when the entry does not follow from the one before: the rest need not be looked at.</returns>
    public bool Take(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (AuditChain.Hash(_before, entry) != entry.Hash)
        {
            _brokenAt = entry.Id;
            return false;
        }
        _before = entry.Hash;
        _count++;
        return true;
    }
}
