using System.Text;
using Supertrack.Core.Storage;

namespace Supertrack.Stores.Warehouse;

/// <summary>Finds a record member's column from its UTF-8 name without allocating.</summary>
internal sealed class RecordLayout
{
    private readonly byte[][] _names;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    public RecordLayout(IReadOnlyList<StoredColumn> columns, IReadOnlyList<IReadOnlyList<string>> primaryKey, bool checkTimes)
    {
        Columns = columns;
        CheckTimes = checkTimes;
        _names = new byte[columns.Count][];
        for (var i = 0; i < columns.Count; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(columns[i].Property);
            _byName[columns[i].Property] = i;
        }
        KeyPaths = [.. primaryKey.Where(path => path.Count > 0).Select(path => path.Select(Encoding.UTF8.GetBytes).ToArray())];
        KeyRoots = [.. KeyPaths.Select(path => Find(path[0], -1))];
        IsKey = new bool[columns.Count];
        foreach (var column in KeyRoots.Where(column => column >= 0))
            IsKey[column] = true;
    }

    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>Texts in date and timestamp columns must parse; databases that store them as text take any.</summary>
    public bool CheckTimes { get; }

    /// <summary>The primary key's paths, names in UTF-8.</summary>
    public byte[][][] KeyPaths { get; }

    /// <summary>For each key part, the column it begins in, or -1 while there is none.</summary>
    public int[] KeyRoots { get; }

    /// <summary>For each column, whether a key part begins in it.</summary>
    public bool[] IsKey { get; }

    /// <summary>The column of a member, or -1. Records mostly keep the order of their members, so the expected column is looked at first.</summary>
    public int Find(ReadOnlySpan<byte> name, int expected)
    {
        if ((uint)expected < (uint)_names.Length && name.SequenceEqual(_names[expected]))
            return expected;
        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i].Length == name.Length && name.SequenceEqual(_names[i]))
                return i;
        }
        return -1;
    }

    public int Find(string? name) => name is null ? -1 : _byName.GetValueOrDefault(name, -1);
}
