using Supertrack.Core.Healing.Incidents;

namespace Supertrack.Core.Tests.Healing.Incidents;

public sealed class CauseKindsTests
{
    [Theory]
    [InlineData("source", 410, CauseKind.Route)]
    [InlineData("source", 301, CauseKind.Route)]
    [InlineData("configuration", 401, CauseKind.Access)]
    [InlineData("configuration", null, CauseKind.Settings)]
    [InlineData("transient", 503, CauseKind.Outage)]
    [InlineData("transient", 429, CauseKind.Limit)]
    [InlineData("network", null, CauseKind.Outage)]
    [InlineData("source", 422, CauseKind.Request)]
    [InlineData("source", 200, CauseKind.Shape)]
    [InlineData("shape_changed", null, CauseKind.Shape)]
    [InlineData("storage", null, CauseKind.Platform)]
    [InlineData("internal", 500, CauseKind.Platform)]
    [InlineData("something new", null, CauseKind.Other)]
    public void A_failure_points_to_its_kind_of_cause(string code, int? status, CauseKind kind) => Assert.Equal(kind, CauseKinds.Of(code, status));
}
