using Supertrack.Lab.Records;

namespace Supertrack.Lab.Paging;

/// <summary>The part of a view that one answer holds.</summary>
/// <param name="From">Position of the first record.</param>
/// <param name="Size">Records asked for; <paramref name="Count"/> is how many there are.</param>
/// <param name="NextParameter">The parameter that asks for the next page, null without paging.</param>
/// <param name="Next">Its value, null at the end.</param>
internal sealed record PageCut(RecordView View, int From, int Count, int Size, string? NextParameter, string? Next)
{
    public bool HasMore => Next is not null;
}
