using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Supertrack.Lab.Records;

namespace Supertrack.Lab.Paging;

/// <summary>Cursors that are a field of the last record of a page.</summary>
internal sealed class LastRecordCursor(string field, ViewSource views)
{
    private readonly ConditionalWeakTable<RecordView, Dictionary<string, int>> _positions = [];

    public string After(RecordView view, int position) => ValueText.Of(views.Records.Field(view.At(position), field));

    /// <summary>The position after the record with this value.</summary>
    public bool TryFind(RecordView view, string value, out int position)
    {
        position = 0;
        if (view is RangeView range && views.Records.Locate(field, value) is { } index)
        {
            position = index < 0 ? -1 : range.PositionOf(index) + 1;
            return position > 0;
        }

        if (view is RangeView && views.Records.Ascends(field))
        {
            position = FirstBeyond(view, value);
            return true;
        }

        if (!_positions.GetValue(view, Index).TryGetValue(value, out int found))
        {
            return false;
        }

        position = found + 1;
        return true;
    }

    private int FirstBeyond(RecordView view, string value)
    {
        int low = 0;
        int high = view.Count;
        bool falls = view.Count > 1 && ValueText.Compare(After(view, 0), After(view, view.Count - 1)) > 0;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            int order = ValueText.Compare(After(view, middle), value);
            if (falls ? order < 0 : order > 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private Dictionary<string, int> Index(RecordView view)
    {
        var positions = new Dictionary<string, int>(view.Count, StringComparer.Ordinal);
        for (int position = 0; position < view.Count; position++)
        {
            JsonNode? value = views.Records.Field(view.At(position), field);
            positions[ValueText.Of(value)] = position;
        }

        return positions;
    }
}
