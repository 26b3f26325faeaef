using System.Diagnostics;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Benchmarks.Expressions;

/// <summary>Evaluations a second of compiled templates on one core, with the bytes allocated by each.</summary>
internal static class ExpressionBenchmarks
{
    private static readonly string[] Templates =
    [
        "{{ record['id'] }}",
        "{{ record.id }}",
        "{{ record['owner']['email'] }}",
        "/v1/accounts/{{ record['id'] }}/items",
        "{{ config['start_date'] or '2020-01-01' }}",
        "{{ format_datetime(record['updated_at'], '%Y-%m-%d') }}",
    ];

    public static Task RunAsync(string[] args)
    {
        var context = new EvaluationContext(Value.Parse("""{"start_date":"2024-01-01T00:00:00Z"}"""), TimeProvider.System);
        context["record"] = Value.Parse("""{"id":12345,"name":"Ada","owner":{"email":"a@b.example"},"updated_at":"2024-02-03T04:05:06Z","tags":["x","y"]}""");
        Console.WriteLine($"{"template",-60} {"parsed record",16} {"record as bytes",16} {"bytes each",11}");
        foreach (var text in Templates)
        {
            var template = Template.Compile(text);
            var lazy = Rate(template, context, out _);
            var parsed = context.Fork();
            parsed["record"] = Value.From(context["record"]!.ToJsonNode());
            var rate = Rate(template, parsed, out var bytes);
            Console.WriteLine($"{text,-60} {rate / 1e6,14:F2} M {lazy / 1e6,14:F2} M {bytes,11:F0}");
        }
        return Task.CompletedTask;
    }

    /// <summary>The best of several rounds, so that a neighbour on the machine does not count.</summary>
    private static double Rate(Template template, EvaluationContext context, out double bytes)
    {
        const int Count = 400_000;
        var best = 0.0;
        bytes = 0;
        for (var round = 0; round < 8; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Count; i++) template.EvaluateString(context);
            best = Math.Max(best, Count / watch.Elapsed.TotalSeconds);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;
        }
        return best;
    }
}
