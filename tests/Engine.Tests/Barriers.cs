using System.Collections.Concurrent;

namespace Supertrack.Engine.Tests;

/// <summary>Named points that a test and the grains of its process meet at. A wait that lasts too long says what for.</summary>
public sealed class Barriers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Points = new();

    /// <summary>Opens the point for everyone, now and later.</summary>
    public static void Open(string point) => Point(point).TrySetResult();

    public static bool IsOpen(string point) => Point(point).Task.IsCompleted;

    /// <exception cref="TimeoutException">Nobody opened it within 20 seconds.</exception>
    public static async Task WaitAsync(string point)
    {
        try
        {
            await Point(point).Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience} for \"{point}\".");
        }
    }

    /// <exception cref="TimeoutException">It did not become true within 20 seconds.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var until = DateTime.UtcNow + Patience;
        while (!await condition())
        {
            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException($"Waited {Patience} until {what}.");
            }

            await Task.Delay(10);
        }
    }

    private static TaskCompletionSource Point(string point) =>
        Points.GetOrAdd(point, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
