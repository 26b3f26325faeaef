namespace Orleans;

/// <summary>How long activations of this class stay without use, instead of the silo's default; at least one minute.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CollectionAgeLimitAttribute : Attribute
{
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _given;

    public CollectionAgeLimitAttribute() { }

    /// <param name="inactivityPeriod">As <see cref="TimeSpan.Parse(string)"/> reads it.</param>
    public CollectionAgeLimitAttribute(string inactivityPeriod) => _given = TimeSpan.Parse(inactivityPeriod);

    public double Days { get; set; }
    public double Hours { get; set; }
    public double Minutes { get; set; }

    /// <summary>True: never collected.</summary>
    public bool AlwaysActive { get; set; }

    public TimeSpan AgeLimit
    {
        get
        {
            if (_given is { } given)
            {
                return given;
            }

            var span = AlwaysActive ? TimeSpan.FromDays(short.MaxValue) : TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return span < MinAgeLimit ? MinAgeLimit : span;
        }
    }
}

/// <summary>Activations of this class are never collected as idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class KeepAliveAttribute : Attribute
{
}
