using Supertrack.Core.Connectors.Expressions.Methods;
using Supertrack.Core.Connectors.Expressions.Values;

namespace Supertrack.Core.Connectors.Expressions.Dates;

/// <summary>Python's tzinfo of a datetime.</summary>
internal sealed class ZoneValue(Zone zone) : Value
{
    private static readonly MethodTable Table = new MethodTable()
        .Add("utcoffset", "/dt", (self, _, _) => new TimeDeltaValue(((ZoneValue)self).Zone.Offset))
        .Add("tzname", "/dt", (self, _, _) => new StrValue(((ZoneValue)self).Zone.Name));

    public Zone Zone => zone;

    public override string TypeName => "timezone";

    internal override MethodTable Methods => Table;

    internal override bool EqualTo(Value other, Budget budget) => other is ZoneValue theirs && theirs.Zone.Offset == zone.Offset;

    internal override int Hash() => zone.Offset.GetHashCode();

    internal override void WriteStr(TextBuffer buffer) => buffer.Append(zone.Name);

    internal override void WriteRepr(TextBuffer buffer) => buffer.Append(zone.Repr);
}
