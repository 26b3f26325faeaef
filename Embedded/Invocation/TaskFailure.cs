namespace Orleans.Engine;

internal static class TaskFailure
{
    /// <summary>The exception of a failed or cancelled task, as an await would throw it.</summary>
    public static Exception Of(Task task)
    {
        if (task.Exception is { } aggregate)
        {
            return aggregate.InnerExceptions.Count == 1 ? aggregate.InnerException! : aggregate.InnerExceptions[0];
        }

        return new TaskCanceledException(task);
    }
}
