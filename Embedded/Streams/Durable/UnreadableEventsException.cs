using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>A write in the log is not of the type that the subscriber observes; all its events go to the dead letters together.</summary>
internal sealed class UnreadableEventsException(string message, Exception? inner) : OrleansException(message, inner!);
