using Supertrack.Benchmarks;

// One area a run: dotnet run -c Release --project tests/Benchmarks -- AREA
var areas = new SortedDictionary<string, Func<string[], Task>>(StringComparer.Ordinal);
Areas.Add(areas);
if (args is [var area, ..] && areas.TryGetValue(area, out var run))
{
    await run(args[1..]);
    return 0;
}

Console.Error.WriteLine($"Name an area to measure: {string.Join(", ", areas.Keys)}");
return 2;
