namespace Supertrack.Lab.Generation;

/// <summary>Numbers drawn from a seed, a field and a record, the same on every machine (the finaliser of SplitMix64).</summary>
internal readonly struct Draw(ulong seed)
{
    public ulong At(long index) => Mix(seed + ((ulong)(index + 1) * 0x9E3779B97F4A7C15));

    /// <summary>A draw of its own for a part of the record.</summary>
    public Draw For(string part)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in part)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return new Draw(Mix(seed ^ hash));
    }

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
