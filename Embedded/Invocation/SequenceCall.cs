namespace Orleans.Engine;

/// <summary>A call of a method that answers with a sequence.</summary>
public abstract class SequenceCall<TItem> : VoidCall
{
    protected SequenceCall(MethodDescriptor method) : base(method) { }

    /// <summary>Calls the method on the grain object.</summary>
    protected abstract IAsyncEnumerable<TItem> Open(object target);

    protected sealed override Task Invoke(object target) => throw new InvalidOperationException("A sequence is opened, not invoked.");

    internal IAsyncEnumerable<TItem> OpenOn(object target) => Open(target);
    internal CancellationToken GivenToken => Token;

    internal void ReplaceToken(CancellationToken token) => Token = token;
}
