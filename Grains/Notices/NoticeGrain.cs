using System.Collections.Immutable;
using Supertrack.Core.Healing.Notice;
using Supertrack.Grains.Interfaces.Connectors;
using Supertrack.Grains.Interfaces.Notices;

namespace Supertrack.Grains.Notices;

/// <summary>
/// Gathers what the chunks of a run looked like and judges the run when it is over. What was gathered is in memory, and in the store once a minute: a crash
/// costs at most the watch over one run, never a record. Decisions are in <see cref="NoticeTransitions"/>.
/// </summary>
public sealed class NoticeGrain(
    [PersistentState(StorageNames.Notice, StorageNames.Provider)] IPersistentState<StreamNoticeState> state, NoticePolicy policy, TimeProvider clock) : Grain, INoticeGrain
{
    private static readonly TimeSpan KeptEvery = TimeSpan.FromMinutes(1);

    private string _stream = "";
    private StreamSketch? _sketch;
    private long _run;
    private string? _cursor;
    private DateTimeOffset _keptAt;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = GrainKeys.SplitSchema(this.GetPrimaryKeyString()).Stream;
        (_run, _sketch, _cursor) = (state.State.Run, StreamSketch.Decode(state.State.Sketch), state.State.Cursor);
        _keptAt = clock.GetUtcNow();
        return base.OnActivateAsync(cancellationToken);
    }

    public Task<ImmutableArray<FilledMember>> ExpectAsync(bool incremental) => Task.FromResult<ImmutableArray<FilledMember>>(
        [.. NoticeTransitions.Filled(state.State.Notice, incremental).Select(member => new FilledMember(member.Key, member.Value))]);

    public async Task AddAsync(ChunkSketch sketch)
    {
        if (sketch.Run < _run || sketch.Run <= state.State.Notice.LastRun || StreamSketch.Decode([.. sketch.Sketch]) is not { } next)
            return;
        if (sketch.Run > _run || _sketch is null)
            (_run, _sketch, _cursor) = (sketch.Run, next, sketch.Cursor);
        else if (_sketch.Merge(next))
            _cursor = sketch.Cursor;
        if (clock.GetUtcNow() - _keptAt >= KeptEvery)
            await StoreAsync(state.State with { Run = _run, Sketch = _sketch.Encode(), Cursor = _cursor });
    }

    public async Task<NoticeVerdict> JudgeAsync(RunOutline run)
    {
        if (run.Run > state.State.Notice.LastRun)
        {
            var gathered = _run == run.Run && _sketch is { } sketch && sketch.IsComplete(run.Pages) ? sketch.Facts(run.StartedAt, run.Key) : null;
            var facts = gathered is { Incremental: true } ? gathered with { Cursor = _cursor } : gathered;
            var next = NoticeTransitions.Ended(state.State.Notice, run.Run, facts, run.Comparable, policy);
            await StoreAsync(new StreamNoticeState { Notice = next });
            (_run, _sketch, _cursor) = (0, null, null);
        }
        var notice = state.State.Notice;
        return new NoticeVerdict
        {
            OfRun = notice.LastRun != run.Run ? [] : [.. notice.Open.Where(open => open.Run == run.Run).Select(View)],
            Open = [.. notice.Open.Select(View)],
        };
    }

    public async Task<ImmutableArray<FindingView>> AcceptAsync(string? measure)
    {
        await StoreAsync(state.State with { Notice = NoticeTransitions.Accept(state.State.Notice, measure) });
        return [.. state.State.Notice.Open.Select(View)];
    }

    private FindingView View(OpenFinding open) => FindingViews.Of(_stream, open);

    private async Task StoreAsync(StreamNoticeState next)
    {
        state.State = next;
        _keptAt = clock.GetUtcNow();
        await state.WriteStateAsync();
    }
}
