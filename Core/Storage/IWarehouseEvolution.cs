namespace Supertrack.Core.Storage;

/// <summary>A change of a stored table.</summary>
/// <param name="FromVersion">The version of the schema before it.</param>
/// <param name="Added">Members that get a column; one that has a column already is left alone.</param>
/// <param name="Retyped">Members whose column gets another type.</param>
public sealed record TableEvolution(DatasetId Dataset, int FromVersion, IReadOnlyList<TableColumn> Added, IReadOnlyList<TableColumn> Retyped);

/// <param name="Ticket">What <see cref="IWarehouseEvolution.ContractAsync"/> needs to complete the change; null where nothing is left to complete.</param>
/// <param name="OldView">The view that readers of the old shape use until then; null where the old shape needs none.</param>
/// <param name="Quarantined">Rows with a value that does not fit the new type; they keep it in the old column.</param>
/// <param name="Left">Members that could not be given their type here; their values stay as they are.</param>
public sealed record EvolutionResult(string? Ticket, string? OldView, long Quarantined, IReadOnlyList<string> Left);

/// <summary>Changes tables that hold rows, without dropping a value. Every call can be repeated after a crash.</summary>
public interface IWarehouseEvolution
{
    /// <summary>Adds columns, gives columns other types, and puts in what was kept in <c>_extra</c> for them. Readers of the old shape keep a view.</summary>
    /// <exception cref="StorageException">The database refused.</exception>
    Task<EvolutionResult> EvolveAsync(TableEvolution evolution, CancellationToken cancellationToken);

    /// <summary>Ends the old shape's view and sets the old columns aside, with their values.</summary>
    Task ContractAsync(DatasetId dataset, string ticket, CancellationToken cancellationToken);

    /// <summary>Copies what no column of a row holds, though one is declared for it, to the quarantine table; answers how many rows are there.</summary>
    Task<long> QuarantineAsync(DatasetId dataset, CancellationToken cancellationToken);
}
