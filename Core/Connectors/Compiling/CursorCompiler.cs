using System.Globalization;
using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Compiling;

internal sealed class CursorCompiler(SourceSession session, RequesterCompiler requesters)
{
    private const string DefaultFormat = "%Y-%m-%dT%H:%M:%S.%f%z";

    /// <param name="component">The incremental_sync; null for none.</param>
    /// <param name="router">Opens the stream's router at a state; null where the stream has no partitions.</param>
    /// <param name="groups">The router groups partitions, which only a global cursor can follow.</param>
    public Func<JsonObject?, StreamCursor> Compile(Component? component, Func<JsonObject?, IPartitionRouter>? router, bool groups)
    {
        if (component is null) return state => new NoCursor(router?.Invoke(state) ?? new SingleRouter());
        var settings = Settings(component);
        var bounds = Bounds(component);
        if (router is null) return state => new WholeCursor(settings.Value, state, bounds);
        if (component.Type != "DatetimeBasedCursor")
            throw component.Problem("type", "A count cursor cannot be combined with a partition router.", "Use a DatetimeBasedCursor, or no router.");
        var useGlobal = groups || component.Flag("global_substream_cursor");
        return state => new PartitionedCursor(settings.Value, router(state), bounds, useGlobal, state, session.Clock);
    }

    /// <summary>Evaluated when a stream is first opened, so that one stream's bad setting does not stop the others.</summary>
    public Lazy<IntervalSettings> Settings(Component component) =>
        new(() => component.Type == "IncrementingCountCursor" ? Count(component) : Datetime(component), LazyThreadSafetyMode.None);

    public string FieldOf(Component component) => component.NeedTemplate("cursor_field").Evaluate(new Scope(session)).ToString();

    private BoundOptions Bounds(Component component)
    {
        if (component.Type == "IncrementingCountCursor")
            return new BoundOptions(requesters.OptionOrNone(component.Child("start_value_option")), null, "start", "end");
        var (start, end) = BoundNames(component);
        return new BoundOptions(requesters.OptionOrNone(component.Child("start_time_option")), requesters.OptionOrNone(component.Child("end_time_option")), start, end);
    }

    private (string Start, string End) BoundNames(Component component)
    {
        var scope = new Scope(session);
        return (component.TemplateOr("partition_field_start", "start_time").Evaluate(scope).ToString(),
            component.TemplateOr("partition_field_end", "end_time").Evaluate(scope).ToString());
    }

    private IntervalSettings Count(Component component)
    {
        var text = component.Text("start_value") is { } start ? component.Compile(start, "start_value").Evaluate(new Scope(session)).ToString() : "0";
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first))
            throw component.Problem("start_value", $"'{text}' is no whole number.", "Give a number.");
        return new IntervalSettings { Field = FieldOf(component), Format = new CountFormat(), Start = new CursorPoint(default, IntValue.Of(first)) };
    }

    private IntervalSettings Datetime(Component component)
    {
        var scope = new Scope(session);
        var format = component.Need("datetime_format");
        TimeSpan? granularity = component.Text("cursor_granularity") is { Length: > 0 } grain ? IsoDuration.Parse(grain).Time : null;
        if (component.Has("step") != component.Has("cursor_granularity"))
            throw component.Problem(component.Has("step") ? "step" : "cursor_granularity", "step and cursor_granularity belong together.", "Give both or none.");
        var step = component.Template("step")?.Evaluate(scope).ToString();
        var lookback = component.Template("lookback_window")?.Evaluate(scope) is { Truthy: true } window ? window.ToString() : null;
        var clamping = Clamping(component, scope);
        var start = Time(component, "start_datetime", format)!;
        var end = Time(component, "end_datetime", format) ?? (() => session.Now);
        var unclamped = end;
        if (clamping is not null)
        {
            var gap = granularity ?? (clamping.Target == "DAY" ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1));
            end = () => clamping.Down(unclamped()) - gap;
        }
        return new IntervalSettings
        {
            Field = FieldOf(component),
            Format = new DatetimeFormat(
                TimeFormat.Of(format), [.. component.Texts("cursor_datetime_formats").Select(TimeFormat.Of)], granularity ?? TimeSpan.FromMilliseconds(1)),
            Bounds = BoundNames(component),
            Start = CursorPoint.Of(start()),
            End = () => CursorPoint.Of(end()),
            Lookback = lookback is null ? null : IsoDuration.Parse(lookback),
            Step = string.IsNullOrEmpty(step) ? null : IsoDuration.Parse(step),
            Granularity = granularity,
            Clamping = clamping,
        };
    }

    private static Clamping? Clamping(Component component, Scope scope)
    {
        if (component.Child("clamping") is not { } clamping) return null;
        var target = clamping.NeedTemplate("target").Evaluate(scope).ToString();
        if (target is not ("DAY" or "WEEK" or "MONTH")) throw clamping.Problem("target", $"'{target}' is no clamping target.", "Use DAY, WEEK or MONTH.");
        if (target != "WEEK") return new Clamping(target, DayOfWeek.Monday);
        var weekday = clamping.Child("target_details")?.Text("weekday");
        return Enum.TryParse<DayOfWeek>(weekday, ignoreCase: true, out var day) ? new Clamping(target, day)
            : throw clamping.Problem("target_details", "Clamping to weeks needs the weekday.", "Add target_details: {weekday: MONDAY}.");
    }

    /// <summary>A datetime with its bounds, evaluated each time; null where absent.</summary>
    private Func<DateTimeOffset>? Time(Component component, string field, string format)
    {
        if (component.Child(field) is not { } bounded)
        {
            if (component.Text(field) is not { Length: > 0 } text) return null;
            var template = component.Compile(text, field);
            return () => Parse(component, field, template.Evaluate(new Scope(session)).ToString(), format);
        }
        var own = bounded.Text("datetime_format") is { Length: > 0 } given ? given : format.Length > 0 ? format : DefaultFormat;
        var (main, least, most) = (bounded.NeedTemplate("datetime"), bounded.Template("min_datetime"), bounded.Template("max_datetime"));
        return () =>
        {
            var scope = new Scope(session);
            var time = Parse(bounded, "datetime", main.Evaluate(scope).ToString(), own);
            if (least?.Evaluate(scope).ToString() is { Length: > 0 } low && Parse(bounded, "min_datetime", low, own) is var from && from > time) time = from;
            if (most?.Evaluate(scope).ToString() is { Length: > 0 } high && Parse(bounded, "max_datetime", high, own) is var to && to < time) time = to;
            return time;
        };
    }

    private static DateTimeOffset Parse(Component component, string field, string text, string format) =>
        TimeFormat.Of(format).TryParse(text, out var time) ? time
            : throw new ConnectorException(FailureKind.Config, $"{component.Path}.{field}: '{text}' does not match the format '{format}'. Correct the configuration's date.");
}
