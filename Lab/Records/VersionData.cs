using Supertrack.Lab.Generation;
using Supertrack.Lab.Scenarios;

namespace Supertrack.Lab.Records;

/// <summary>Makes the records of each version of a scenario.</summary>
internal static class VersionData
{
    /// <summary>Generated records up to this number are made once and kept.</summary>
    private const int KeptRecords = 20_000;

    public static RecordSet Of(Scenario scenario, ApiVersion version)
    {
        if (version.Records is not null)
        {
            return new StoredRecords(version.Records, []);
        }

        if (scenario.Generate is not { } generate)
        {
            return new StoredRecords(scenario.Records, version.Transform);
        }

        var generator = RecordGenerator.Compile(generate, scenario.PrimaryKey, scenario.CursorField, scenario.Resource);
        var made = new GeneratedRecords(generator, generate.Count);
        if (version.Transform.Count == 0)
        {
            return made;
        }

        return generate.Count > KeptRecords
            ? new ShapedRecords(made, version.Transform)
            : new StoredRecords(Enumerable.Range(0, generate.Count).Select(made.Read), version.Transform);
    }
}
