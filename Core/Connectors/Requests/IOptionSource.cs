using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Partitions;

namespace Supertrack.Core.Connectors.Requests;

/// <summary>A component that contributes to requests: a partition router, a cursor, a paginator.</summary>
internal interface IOptionSource
{
    /// <param name="options">Receives the contribution.</param>
    /// <param name="slice">The slice being read.</param>
    /// <param name="token">The page token; null on the first page.</param>
    void Contribute(OptionSet options, Slice slice, Value? token);
}
