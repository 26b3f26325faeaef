using System.Text.Json.Nodes;

namespace Supertrack.Lab.Generation;

/// <summary>Numbers that fit a field's name and bounds.</summary>
internal static class ScalarWriters
{
    private const long FirstTime = 1_577_836_800;

    public static ValueWriter Integer(JsonObject schema, string path, Draw draw)
    {
        (long low, long high) = IntegerBounds(schema, path);
        ulong width = (ulong)(high - low) + 1;
        return (index, into) => into.Append(low + (long)(draw.At(index) % width));
    }

    /// <summary>Two decimals.</summary>
    public static ValueWriter Number(JsonObject schema, string path, Draw draw)
    {
        (double low, double high) = NumberBounds(schema, path);
        long from = (long)Math.Ceiling(low * 100);
        ulong width = (ulong)Math.Max(1, (long)Math.Floor(high * 100) - from + 1);
        return (index, into) =>
        {
            long hundredths = from + (long)(draw.At(index) % width);
            if (hundredths < 0)
            {
                into.Append((byte)'-');
                hundredths = -hundredths;
            }

            into.Append(hundredths / 100);
            into.Append((byte)'.');
            into.AppendDigits((ulong)(hundredths % 100), 2);
        };
    }

    private static (long Low, long High) IntegerBounds(JsonObject schema, string path)
    {
        (double low, double high) = Named(path, whole: true);
        long least = (long)Math.Ceiling(SchemaFacts.Number(schema, "minimum") ?? SchemaFacts.Number(schema, "exclusiveMinimum") + 1 ?? low);
        long most = (long)Math.Floor(SchemaFacts.Number(schema, "maximum") ?? SchemaFacts.Number(schema, "exclusiveMaximum") - 1 ?? Math.Max(high, least + 1000));
        return (least, Math.Max(least, most));
    }

    private static (double Low, double High) NumberBounds(JsonObject schema, string path)
    {
        (double low, double high) = Named(path, whole: false);
        double least = SchemaFacts.Number(schema, "minimum") ?? SchemaFacts.Number(schema, "exclusiveMinimum") + 0.01 ?? low;
        double most = SchemaFacts.Number(schema, "maximum") ?? SchemaFacts.Number(schema, "exclusiveMaximum") - 0.01 ?? Math.Max(high, least + 1000);
        return (least, Math.Max(least, most));
    }

    private static (double Low, double High) Named(string path, bool whole)
    {
        string name = path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return name switch
        {
            _ when SchemaFacts.LooksLikeTime(path) => (FirstTime, FirstTime + 126_000_000),
            "age" => (18, 90),
            "year" => (1990, 2025),
            "latitude" or "lat" => (-90, 90),
            "longitude" or "lng" or "lon" => (-180, 180),
            _ when name.EndsWith("id", StringComparison.Ordinal) => (1, 99_999),
            _ when Has(name, "percent", "rate", "score", "ratio") => (0, 100),
            _ when Has(name, "quantity", "count", "qty", "seats") => (0, 50),
            _ when Has(name, "amount", "price", "total", "cost", "fee", "cents") => (100, whole ? 500_000 : 5_000),
            _ => (0, 10_000),
        };
    }

    private static bool Has(string name, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (name.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
