using Supertrack.Lab.Records;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Generation;

/// <summary>
/// Makes records up from a JSON Schema. Record n depends on schema, seed and n alone: the first primary key field is unique,
/// the cursor field never falls, and other values fit their name, type, format, enum and bounds.
/// </summary>
internal sealed class RecordGenerator
{
    private readonly ValueWriter _write;
    private readonly Dictionary<string, KeyWriter> _keys;

    private RecordGenerator(ValueWriter write, Dictionary<string, KeyWriter> keys)
    {
        _write = write;
        _keys = keys;
    }

    public static RecordGenerator Compile(GenerateRule rule, IReadOnlyList<string> primaryKey, string? cursorField, string resource)
    {
        var keys = new Dictionary<string, KeyWriter>(StringComparer.Ordinal);
        var compiler = new SchemaCompiler(rule.Schema, (path, schema) =>
        {
            KeyWriter? key = primaryKey.Count > 0 && path == primaryKey[0] ? KeyFields.PrimaryKey(schema, resource)
                : path == cursorField ? KeyFields.Cursor(schema, path, rule.Count)
                : null;
            if (key is not null)
            {
                keys[path] = key;
            }

            return key?.Write;
        });
        return new RecordGenerator(compiler.Compile(rule.Schema, "", new Draw((ulong)rule.Seed).For(resource)), keys);
    }

    public void Write(long index, ByteBuffer into) => _write(index, into);

    public bool Ascends(string path) => _keys.TryGetValue(path, out KeyWriter? key) && key.Ascends;

    /// <summary>The record that has this key, -1 when none can have it, null when the field is no key.</summary>
    public long? IndexOf(string path, string value) =>
        _keys.TryGetValue(path, out KeyWriter? key) && key.IndexOf is { } find ? find(value) : null;
}
