namespace Supertrack.Core.Schemas.Inference;

/// <summary>Everything known about the values of one path. Merging is associative and commutative.</summary>
internal sealed class Shape
{
    public long Nulls { get; set; }

    public long Booleans { get; set; }

    public long Integers { get; set; }

    public long Numbers { get; set; }

    public long Strings { get; set; }

    public long Arrays { get; set; }

    public NumberShape? Number { get; private set; }

    public StringShape? Text { get; private set; }

    public ArrayShape? List { get; private set; }

    public ObjectShape? Members { get; private set; }

    /// <summary>Objects below the depth that is looked into.</summary>
    public long Unseen { get; set; }

    public long Objects => (Members?.Count ?? 0) + Unseen;

    public long Total => Nulls + Booleans + Integers + Numbers + Strings + Arrays + Objects;

    public JsonKinds Kinds =>
        (Nulls > 0 ? JsonKinds.Null : 0) | (Booleans > 0 ? JsonKinds.Boolean : 0) | (Numbers > 0 ? JsonKinds.Number : Integers > 0 ? JsonKinds.Integer : 0)
        | (Strings > 0 ? JsonKinds.String : 0) | (Arrays > 0 ? JsonKinds.Array : 0) | (Objects > 0 ? JsonKinds.Object : 0);

    public NumberShape TouchNumber() => Number ??= new();

    public StringShape TouchText() => Text ??= new();

    public ArrayShape TouchList() => List ??= new();

    public ObjectShape TouchMembers() => Members ??= new();

    public void Merge(Shape other, InferenceOptions options)
    {
        Nulls += other.Nulls;
        Booleans += other.Booleans;
        Integers += other.Integers;
        Numbers += other.Numbers;
        Strings += other.Strings;
        Arrays += other.Arrays;
        Unseen += other.Unseen;
        if (other.Number is { } number) TouchNumber().Merge(number);
        if (other.Text is { } text) TouchText().Merge(text, options);
        if (other.List is { } list) TouchList().Merge(list, options);
        if (other.Members is { } members) TouchMembers().Merge(members, options);
    }
}
