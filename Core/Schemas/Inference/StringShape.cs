using System.Text;

namespace Supertrack.Core.Schemas.Inference;

/// <summary>What is known about the strings of a path: formats all of them satisfy, lengths in characters, distinct values while they are few.</summary>
internal sealed class StringShape
{
    public ValueFormats Formats { get; private set; } = ValueFormats.All;

    public int MinLength { get; private set; } = int.MaxValue;

    public int MaxLength { get; private set; }

    public DistinctValues Distinct { get; } = new();

    public void Add(ReadOnlySpan<byte> value, InferenceOptions options)
    {
        if (Formats != ValueFormats.None) Formats &= FormatDetection.Of(value, Formats);
        AddLength(value);
        if (!Distinct.Overflowed) Distinct.Add(value, options);
    }

    private void AddLength(ReadOnlySpan<byte> value)
    {
        // A character of UTF-16 takes one to three bytes: mostly that says already that neither bound moves.
        if (value.Length <= MaxLength && (value.Length + 2) / 3 >= MinLength) return;
        var length = Ascii.IsValid(value) ? value.Length : Encoding.UTF8.GetCharCount(value);
        if (length < MinLength) MinLength = length;
        if (length > MaxLength) MaxLength = length;
    }

    public void Merge(StringShape other, InferenceOptions options)
    {
        Formats &= other.Formats;
        MinLength = Math.Min(MinLength, other.MinLength);
        MaxLength = Math.Max(MaxLength, other.MaxLength);
        Distinct.Merge(other.Distinct, options);
    }
}
