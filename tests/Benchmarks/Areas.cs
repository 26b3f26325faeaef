namespace Supertrack.Benchmarks;

/// <summary>The areas that can be measured, one line each.</summary>
internal static class Areas
{
    public static void Add(IDictionary<string, Func<string[], Task>> areas)
    {
        areas.Add("healing-cost", Healing.HealingCost.RunAsync);
        areas.Add(Healing.HealingCost.LabArea, Healing.HealingCost.ServeAsync);
        areas.Add("sync", Sync.SyncBenchmark.RunAsync);
        areas.Add("engine", Engine.EngineBenchmarks.RunAsync);
        areas.Add("filtered", Engine.FilteredCalls.RunAsync);
        areas.Add(Engine.ProcessStart.Area, Engine.ProcessStart.AnswerAsync);
        areas.Add("expressions", Expressions.ExpressionBenchmarks.RunAsync);
        areas.Add("lab", Lab.LabBenchmarks.RunAsync);
        areas.Add("read", Reading.ReadBenchmarks.RunAsync);
        areas.Add("infer", Schemas.InferenceBenchmark.RunAsync);
        areas.Add("versions", Versions.VersionBenchmarks.RunAsync);
#if !ENGINE_ORLEANS
        areas.Add("durable", Durable.DurableBenchmarks.RunAsync);
#endif
    }
}
