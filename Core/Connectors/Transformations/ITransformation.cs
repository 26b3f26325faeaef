using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Interpolation;

namespace Supertrack.Core.Connectors.Transformations;

/// <summary>Changes a record in place.</summary>
internal interface ITransformation
{
    /// <param name="scope">Holds the slice; a transformation sets what its templates need beside it.</param>
    void Apply(DictValue record, Scope scope);
}
