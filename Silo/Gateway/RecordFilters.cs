using Supertrack.Core.Storage;
using Supertrack.Grains.Interfaces.Errors;

namespace Supertrack.Silo.Gateway;

/// <summary>
/// The filters of a list of records: <c>filter[FIELD]=VALUE</c>, <c>filter[FIELD][OPERATOR]=VALUE</c> with eq, ne, gt, gte, lt, lte, in (values with commas
/// between, or the parameter repeated) and null (true or false).
/// </summary>
internal static class RecordFilters
{
    private const string Prefix = "filter[";

    /// <exception cref="InvalidRequestException">A parameter has not that form.</exception>
    public static IReadOnlyList<RecordFilter> Read(IQueryCollection parameters) =>
        [.. parameters.Where(one => one.Key.StartsWith("filter", StringComparison.Ordinal)).Select(one => Filter(one.Key, [.. one.Value.Select(value => value ?? "")]))];

    private static RecordFilter Filter(string key, string[] values)
    {
        var (field, name) = Split(key);
        if (!Enum.TryParse<RecordOperator>(name, ignoreCase: true, out var comparison) || char.IsAsciiDigit(name[0]) || name[0] is '-' or '+' || name.Contains(',', StringComparison.Ordinal))
            throw new InvalidRequestException("invalid_query", $"'{name}' is no operator. Use eq, ne, gt, gte, lt, lte, in or null.");
        return new RecordFilter(field, comparison, comparison == RecordOperator.In && values.Length == 1 ? values[0].Split(',') : values);
    }

    /// <summary>A field's name may itself hold brackets: the last pair is an operator when it is one of two.</summary>
    private static (string Field, string Operator) Split(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || !key.EndsWith(']'))
            throw new InvalidRequestException("invalid_query", $"'{key}' is no filter. Write filter[FIELD]=VALUE or filter[FIELD][OPERATOR]=VALUE.");
        var inner = key[Prefix.Length..^1];
        var border = inner.LastIndexOf("][", StringComparison.Ordinal);
        var (field, name) = border < 0 ? (inner, "eq") : (inner[..border], inner[(border + 2)..]);
        return field.Length > 0 && name.Length > 0
            ? (field, name)
            : throw new InvalidRequestException("invalid_query", $"'{key}' names no field or operator. Write filter[FIELD]=VALUE or filter[FIELD][OPERATOR]=VALUE.");
    }
}
