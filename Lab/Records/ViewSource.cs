using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Records;

/// <summary>A filter with the value that a request gave.</summary>
internal sealed record AppliedFilter(FilterRule Rule, string Value)
{
    public bool Lets(JsonNode? field)
    {
        if (field is null)
        {
            return false;
        }

        int order = ValueText.Compare(ValueText.Of(field), Value);
        return Rule.Operator switch
        {
            FilterOperator.Eq => order == 0,
            FilterOperator.Gte => order >= 0,
            FilterOperator.Gt => order > 0,
            FilterOperator.Lte => order <= 0,
            _ => order < 0,
        };
    }
}

/// <summary>Finds the records that a request's filters let through, in the version's order. A few views are kept.</summary>
internal sealed class ViewSource(RecordSet records, SortRule? sort)
{
    private const int KeptViews = 16;

    private readonly ConcurrentDictionary<string, RecordView> _views = new(StringComparer.Ordinal);
    private readonly RecordView _all = Sorted(records, sort, new RangeView(0, records.Count, backwards: false));

    public RecordSet Records { get; } = records;

    public RecordView View(IReadOnlyList<AppliedFilter> filters)
    {
        if (filters.Count == 0)
        {
            return _all;
        }

        string key = string.Join('\n', filters.Select(filter => $"{filter.Rule.Field}\t{filter.Rule.Operator}\t{filter.Value}"));
        if (_views.TryGetValue(key, out RecordView? view))
        {
            return view;
        }

        if (_views.Count >= KeptViews)
        {
            _views.Clear();
        }

        return _views[key] = Filtered(filters);
    }

    private RecordView Filtered(IReadOnlyList<AppliedFilter> filters) =>
        filters.All(filter => Records.Ascends(filter.Rule.Field)) && _all is RangeView
            ? Between(filters)
            : new PickedView([.. Enumerable.Range(0, _all.Count).Select(_all.At)
                .Where(index => filters.All(filter => filter.Lets(Records.Field(index, filter.Rule.Field))))]);

    private RangeView Between(IReadOnlyList<AppliedFilter> filters)
    {
        int from = 0;
        int to = Records.Count;
        foreach (AppliedFilter filter in filters)
        {
            if (filter.Rule.Operator is FilterOperator.Gte or FilterOperator.Gt or FilterOperator.Eq)
            {
                from = Math.Max(from, First(filter, order => filter.Rule.Operator == FilterOperator.Gt ? order > 0 : order >= 0));
            }

            if (filter.Rule.Operator is FilterOperator.Lte or FilterOperator.Lt or FilterOperator.Eq)
            {
                to = Math.Min(to, First(filter, order => filter.Rule.Operator == FilterOperator.Lt ? order >= 0 : order > 0));
            }
        }

        return new RangeView(from, Math.Max(0, to - from), sort?.Descending ?? false);
    }

    /// <summary>The first record of an ascending field for which the order against the filter's value holds.</summary>
    private int First(AppliedFilter filter, Func<int, bool> holds)
    {
        int low = 0;
        int high = Records.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            string value = ValueText.Of(Records.Field(middle, filter.Rule.Field));
            if (holds(ValueText.Compare(value, filter.Value)))
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

    private static RecordView Sorted(RecordSet records, SortRule? sort, RangeView all)
    {
        if (sort is null)
        {
            return all;
        }

        if (records.Ascends(sort.By))
        {
            return new RangeView(0, records.Count, sort.Descending);
        }

        JsonNode?[] keys = [.. Enumerable.Range(0, records.Count).Select(index => records.Field(index, sort.By)?.DeepClone())];
        var comparer = Comparer<int>.Create((a, b) => ValueText.Compare(keys[a], keys[b]));
        IEnumerable<int> order = Enumerable.Range(0, records.Count);
        return new PickedView([.. sort.Descending ? order.OrderByDescending(i => i, comparer) : order.OrderBy(i => i, comparer)]);
    }
}
