namespace Supertrack.Core.Connectors;

/// <summary>Looks at the pages of a read on their way into the store; it must be quick and keeps nothing of a page.</summary>
public interface IPageObserver
{
    /// <summary>The read begins.</summary>
    /// <param name="pagesStored">Pages that earlier chunks of the run have stored.</param>
    /// <param name="whole">Nothing of the stream is left out: no state of an earlier run applies.</param>
    void Begin(long pagesStored, bool whole);

    /// <summary>A page that is about to be stored.</summary>
    void Page(RecordPage page);
}
