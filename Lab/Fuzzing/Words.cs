namespace Supertrack.Lab.Fuzzing;

/// <summary>Words that made-up data and APIs are written with.</summary>
internal static class Words
{
    public static IReadOnlyList<string> Resources { get; } =
        ["tickets", "orders", "contacts", "invoices", "devices", "shipments", "bookings", "members", "campaigns", "sensors", "projects", "payments", "articles", "leads", "visits", "assets", "subscriptions", "candidates"];

    public static IReadOnlyList<string> Adjectives { get; } =
        ["annual", "quiet", "urgent", "shared", "primary", "seasonal", "regional", "legacy", "premium", "pending", "basic", "große", "naïve", "secondary", "custom", "internal", "open", "blue", "nordic", "façade", "crisp", "hollow"];

    public static IReadOnlyList<string> Nouns { get; } =
        ["survey", "workshop", "budget", "gateway", "release", "contract", "checklist", "invoice", "report", "audit", "rollout", "table", "harbor", "garden", "engine", "lantern", "journal", "übersicht", "日程", "meeting", "canvas"];

    public static IReadOnlyList<string> FirstNames { get; } =
        ["Ada", "Uma", "Nora", "Viktor", "Hana", "Jürgen", "Søren", "Léa", "Milo", "Iris", "Tomás", "Wei", "Zoë", "Omar", "Priya", "Lars", "Bea", "Ken", "Rosa", "Igor", "Ann", "Eli"];

    public static IReadOnlyList<string> LastNames { get; } =
        ["Moreau", "Diaz", "Lovelace", "Sato", "Müller", "O'Neil", "Novak", "Ivanova", "Okafor", "Rossi", "Lindqvist", "Chen", "Haddad", "Kowalski", "Byrne", "Costa", "Vega", "Hale", "Young", "Ito"];

    public static IReadOnlyList<string> Cities { get; } =
        ["Denver", "Portland", "Graz", "København", "Łódź", "Porto", "Austin", "Lyon", "Kyoto", "Leeds", "Bergen", "Bari", "Utrecht", "Cádiz", "Quito", "Tampa"];

    public static IReadOnlyList<IReadOnlyList<string>> Statuses { get; } =
    [
        ["open", "pending", "closed"], ["draft", "active", "archived", "deleted"], ["low", "normal", "high", "urgent"], ["new", "won", "lost"],
        ["queued", "running", "failed", "done", "skipped"], ["email", "phone", "web"], ["gold", "silver", "bronze"],
    ];

    public static IReadOnlyList<string> Currencies { get; } = ["EUR", "USD", "GBP", "SEK", "JPY"];
}
