using System.Text.Json;

namespace Supertrack.Core.Syncing.Drift;

/// <summary>
/// Stops a read whose records no longer have what the stored ones have, before a page of them overwrites good values: a member that records of
/// the known shape fill is missing, or of another kind, in all of so many records that chance is out of the question (one in a million). A member that comes
/// as null has come, unless many runs never brought it so: then null in all of twenty records and more stops the read too. Once every member was seen the guard rests.
/// </summary>
public sealed class ShapeGuard
{
    private const double Chance = 1e-6;
    private const double NullChance = 1e-12;
    private const int FewestRecords = 2;
    private const int FewestNulls = 20;
    private const int MostRecords = 10_000;

    private readonly List<Watched> _open;
    private int _records;

    /// <param name="known">What the stored records have.</param>
    /// <param name="accepted">Members whose absence is known and accepted.</param>
    /// <param name="filled">Members that may not come as null, each with the share of records in which it may; null for none.</param>
    public ShapeGuard(KnownShape known, IReadOnlyCollection<string> accepted, IReadOnlyDictionary<string, double>? filled = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        _open =
        [
            .. known.Reliable().Where(member => !accepted.Contains(member.Name)).Select(member => new Watched(
                member.Name, member.Kind, member.Exception, filled is not null && filled.TryGetValue(member.Name, out var share) ? share : 1)),
        ];
    }

    /// <summary>Looks at a page before it is stored.</summary>
    /// <param name="lines">UTF-8 JSON, one record a line. What is no JSON is left to the store to refuse.</param>
    /// <exception cref="ShapeChangedException">The records have changed their shape.</exception>
    public void Check(ReadOnlySpan<byte> lines)
    {
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (_open.Count == 0 || _records >= MostRecords)
                return;
            if (lines[range] is { IsEmpty: false } line)
                Look(line);
        }
        if (_records >= FewestRecords && _open.Where(member => member.IsImpossible(Chance)).ToList() is { Count: > 0 } changed)
            throw Changed(changed);
    }

    private void Look(ReadOnlySpan<byte> record)
    {
        _records++;
        foreach (var member in _open)
            member.Begin();
        try
        {
            var reader = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = 256 });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var member = Find(ref reader);
                reader.Read();
                member?.Saw(MemberKinds.Of(reader.TokenType));
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // The store refuses the line and names it; a guard has nothing to say about it.
            return;
        }
        foreach (var member in _open)
            member.End();
        _open.RemoveAll(member => member.Met);
    }

    private Watched? Find(ref Utf8JsonReader reader)
    {
        foreach (var member in _open)
        {
            if (reader.ValueTextEquals(member.Name))
                return member;
        }
        return null;
    }

    private ShapeChangedException Changed(List<Watched> changed)
    {
        var what = string.Join(", ", changed.Take(8).Select(member => member.Text));
        return new ShapeChangedException(
            $"The records have changed their shape: {what}, in all of the first {_records} records, unlike in those stored. Nothing of them is stored.",
            [.. changed.Select(member => member.Name)]);
    }

    /// <param name="nulls">Share of records in which it may be null; 1 where null says nothing.</param>
    private sealed class Watched(string name, MemberKind kind, double exception, double nulls)
    {
        private double _chance = 1;
        private double _nullChance = 1;
        private int _nulls;
        private MemberKind? _seen;
        private MemberKind? _other;

        public string Name => name;

        public bool Met { get; private set; }

        public string Text => _other is { } other ? $"{name} is {MemberKinds.Name(other)} instead of {MemberKinds.Name(kind)}" : _nulls > 0 ? $"{name} is null" : $"{name} is missing";

        public void Begin() => _seen = null;

        public void Saw(MemberKind seen) => _seen = seen;

        public void End()
        {
            if (_seen == kind)
                Met = true;
            else if (_seen != MemberKind.Null)
                (_chance, _other) = (_chance * exception, _seen ?? _other);
            else
                (_nullChance, _nulls) = (_nullChance * nulls, _nulls + 1);
        }

        public bool IsImpossible(double chance) => _chance < chance || (_nulls >= FewestNulls && _nullChance < NullChance);
    }
}
