using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>Work that a service of the engine runs as a turn.</summary>
internal sealed class TurnCall<TState>(
    MethodDescriptor method, Func<IGrainContext, TState, CancellationToken, Task> turn, TState state, Call? subject, CancellationToken token)
    : VoidCall(method)
{
    private CancellationToken _token = token;

    protected override CancellationToken Token
    {
        get => _token;
        set => _token = value;
    }

    public override int GetArgumentCount() => subject?.GetArgumentCount() ?? 0;
    public override object? GetArgument(int index) => subject is null ? base.GetArgument(index) : subject.GetArgument(index);
    protected override Task Invoke(object target) => turn(Target!, state, _token);
}
