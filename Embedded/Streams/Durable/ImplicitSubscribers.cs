using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;

namespace Orleans.Streams.Durable;

/// <summary>Which grains are subscribed to a stream by an attribute of their class.</summary>
internal sealed class ImplicitSubscribers(IGrainTurns turns)
{
    private readonly Lazy<(GrainType Type, Type Class, IStreamNamespacePredicate[] Predicates)[]> _classes = new(() =>
        [.. from grain in turns.Classes
            let predicates = grain.Class.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>(inherit: true).Select(a => a.Predicate).ToArray()
            where predicates.Length > 0
            select (grain.Type, grain.Class, predicates)]);

    /// <returns>The subscriptions of a stream, each with an id that is the same in every process.</returns>
    public IEnumerable<(Guid Id, GrainId Grain)> Of(string streamName, StreamId stream)
    {
        if (stream.GetNamespace() is not { } streamNamespace)
            return [];
        return from grain in _classes.Value
               where Array.Exists(grain.Predicates, predicate => predicate.IsMatch(streamNamespace))
               select (IdOf(grain.Type, streamName), GrainId.Create(grain.Type, KeyOf(grain.Class, stream)));
    }

    private static Guid IdOf(GrainType type, string streamName) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{streamName}")).AsSpan(0, 16));

    // Streams have numbers in decimal, grains in hexadecimal.
    private static IdSpan KeyOf(Type grain, StreamId stream) =>
        typeof(IGrainWithIntegerKey).IsAssignableFrom(grain)
        && long.TryParse(stream.Key.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? GrainIdKeyExtensions.CreateIntegerKey(number)
            : new IdSpan(stream.Key.ToArray());
}
