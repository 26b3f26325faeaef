namespace Supertrack.Core.Healing.Incidents;

/// <summary>What kind of cause a failure points to: as much as tells one incident of a host from another.</summary>
public enum CauseKind
{
    /// <summary>Nothing that the other kinds name.</summary>
    Other,

    /// <summary>The host does not answer, or answers with a fault of its own.</summary>
    Outage,

    /// <summary>The host asks for fewer requests.</summary>
    Limit,

    /// <summary>A credential is missing, wrong, or not allowed to do this.</summary>
    Access,

    /// <summary>What was asked for is no longer there.</summary>
    Route,

    /// <summary>The request is refused as it is.</summary>
    Request,

    /// <summary>The answer has another shape than is known.</summary>
    Shape,

    /// <summary>The connector's own settings are wrong.</summary>
    Settings,

    /// <summary>The platform's stores or its own code failed.</summary>
    Platform,
}

/// <summary>Which failures have one cause.</summary>
public static class CauseKinds
{
    /// <param name="code">Code of a run's failure, e.g. source or shape_changed.</param>
    /// <param name="status">Status of the answer that failed; null when there was none.</param>
    public static CauseKind Of(string code, int? status) => (code, status) switch
    {
        ("storage" or "internal" or "superseded", _) => CauseKind.Platform,
        ("shape_changed", _) => CauseKind.Shape,
        (_, 429) => CauseKind.Limit,
        (_, 401 or 403 or 407) => CauseKind.Access,
        (_, 404 or 410 or (>= 300 and < 400)) => CauseKind.Route,
        (_, 408 or >= 500) => CauseKind.Outage,
        (_, >= 400) => CauseKind.Request,
        (_, >= 200) => CauseKind.Shape,
        ("network" or "transient", _) => CauseKind.Outage,
        ("configuration", _) => CauseKind.Settings,
        _ => CauseKind.Other,
    };

    /// <summary>Such a cause lies at the host and meets all its connectors; the others lie at one connector's own credential or settings.</summary>
    public static bool IsHostWide(CauseKind kind) => kind is not (CauseKind.Access or CauseKind.Settings or CauseKind.Other);

    /// <summary>One change of an API shows in different ways on different streams, and so does one outage.</summary>
    public static bool AreKin(CauseKind left, CauseKind right) => left == right || (Family(left) is > 0 and var family && family == Family(right));

    private static int Family(CauseKind kind) => kind switch
    {
        CauseKind.Route or CauseKind.Request or CauseKind.Shape or CauseKind.Access => 1,
        CauseKind.Outage or CauseKind.Limit => 2,
        _ => 0,
    };
}
