using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Orleans.Engine;

/// <summary>A client activity around each outgoing call; its context travels in the request context, in W3C form.</summary>
internal sealed class TracingOutgoingFilter : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        var activity = CallActivity.SourceOf(context).StartActivity(context.Request.GetActivityName(), ActivityKind.Client);
        if (activity is null)
        {
            return context.Invoke();
        }

        DistributedContextPropagator.Current.Inject(activity, null, static (_, key, value) => RequestContext.Set(key, value));
        return CallActivity.RunAsync(context, activity);
    }
}

/// <summary>A server activity around each incoming call, under the caller's.</summary>
internal sealed class TracingIncomingFilter : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        DistributedContextPropagator.Current.ExtractTraceIdAndState(
            null,
            static (object? _, string field, out string? value, out IEnumerable<string>? values) =>
            {
                values = null;
                value = RequestContext.Get(field) as string;
            },
            out var parent,
            out var state);
        ActivityContext.TryParse(parent, state, isRemote: true, out var parentContext);
        var activity = CallActivity.SourceOf(context).StartActivity(context.Request.GetActivityName(), ActivityKind.Server, parentContext);
        return activity is null ? context.Invoke() : CallActivity.RunAsync(context, activity);
    }
}

internal static class CallActivity
{
    public static ActivitySource SourceOf(IGrainCallContext context) =>
        context.Request.GetInterfaceType().Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true
            ? ActivitySources.RuntimeGrainSource
            : ActivitySources.ApplicationGrainSource;

    /// <summary>Tags after the OpenTelemetry conventions for remote calls. The grain's key is a tag of the span, never of a metric.</summary>
    public static async Task RunAsync(IGrainCallContext context, Activity activity)
    {
        activity.SetTag("rpc.system", "orleans");
        activity.SetTag("rpc.service", context.InterfaceName);
        activity.SetTag("rpc.method", context.Request.GetActivityName());
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("rpc.orleans.target_id", context.TargetId.ToString());
            activity.SetTag("rpc.orleans.source_id", context.SourceId?.ToString());
        }

        try
        {
            await context.Invoke();
        }
        catch (Exception error)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("exception.type", error.GetType().FullName);
            activity.SetTag("exception.message", error.Message);
            throw;
        }
        finally
        {
            activity.Stop();
        }
    }
}
