namespace Supertrack.Core.Schemas.Inference;

/// <summary>
/// Whether texts and lists may be empty, and whole numbers below zero. A place is judged by the others too: where no text in any of several samples
/// is empty, their writers leave out what they do not have; where some are, a place needs many values of its own.
/// </summary>
internal sealed class Emptiness
{
    private const int MinSamples = 6;
    private const int MinPlaces = 5;
    private const int MinValues = 30;
    private const double MaxShare = 0.1;
    private readonly bool _texts, _lists, _negatives;

    public Emptiness(Shape root)
    {
        var places = new Places();
        places.Look(root);
        var several = root.Total >= MinSamples;
        _texts = several && Few(places.EmptyTexts, places.Texts);
        _lists = several && Few(places.EmptyLists, places.Lists);
        _negatives = several && Few(places.Negatives, places.Integers);
    }

    public bool IsNeverEmpty(Shape shape, StringShape text) => text.MinLength > 0 && (_texts || shape.Strings >= MinValues);

    public bool IsNeverEmpty(Shape shape, ArrayShape list) => list.MinItems > 0 && (_lists || shape.Arrays >= MinValues);

    public bool IsNeverNegative(Shape shape, NumberShape number) => shape.Numbers == 0 && number.Min >= 0 && (_negatives || shape.Integers >= MinValues);

    private static bool Few(int such, int places) => places >= MinPlaces && such <= MaxShare * places;

    private sealed class Places
    {
        public int Texts, EmptyTexts, Lists, EmptyLists, Integers, Negatives;

        public void Look(Shape shape)
        {
            if (shape.Text is { } text) Count(ref Texts, ref EmptyTexts, text.MinLength == 0);
            if (shape.Number is { } number) Count(ref Integers, ref Negatives, number.Min < 0);
            if (shape.List is { } list)
            {
                Count(ref Lists, ref EmptyLists, list.MinItems == 0);
                Look(list.Items);
            }
            if (shape.Members is not { } members) return;
            if (members.Values is { } values) Look(values);
            foreach (var property in members.Properties) Look(property.Shape);
        }

        private static void Count(ref int places, ref int such, bool isSuch)
        {
            places++;
            if (isSuch) such++;
        }
    }
}
