using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Selecting;

/// <summary>Turns a body into one or more values.</summary>
internal interface IBodyDecoder
{
    IEnumerable<Value> Decode(ReadOnlyMemory<byte> body, HttpAnswer answer);

    /// <summary>The body is a stream of rows, which the paginator does not look into.</summary>
    bool IsStream { get; }

    /// <summary>What templates of pagination see as response.</summary>
    Value DecodeFirst(HttpAnswer answer) => IsStream ? new DictValue() : Decode(answer.Body, answer).FirstOrDefault() ?? new DictValue();
}
