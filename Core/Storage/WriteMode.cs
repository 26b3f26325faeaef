namespace Supertrack.Core.Storage;

public enum WriteMode
{
    /// <summary>Every record becomes a row.</summary>
    Append,

    /// <summary>A record replaces the row with the same primary key. Records without a key are appended.</summary>
    Upsert,

    /// <summary>The run writes a table beside the present one, which takes its place when the run has finished.</summary>
    Replace,
}
