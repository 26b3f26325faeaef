namespace Supertrack.Lab.Generation;

internal static class WordLists
{
    public static readonly string[] FirstNames =
        ["Ada", "Bela", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam", "Mina", "Noor", "Otto", "Priya"];

    public static readonly string[] LastNames =
        ["Adler", "Brandt", "Costa", "Dumas", "Ekberg", "Fischer", "Garcia", "Haas", "Ito", "Jensen", "Khan", "Lindt", "Moreau", "Novak", "Okafor", "Petrov"];

    public static readonly string[] Cities = ["Berlin", "Lisbon", "Oslo", "Denver", "Nairobi", "Osaka", "Quito", "Turin"];

    public static readonly string[] Countries = ["DE", "PT", "NO", "US", "KE", "JP", "EC", "IT"];

    public static readonly string[] Currencies = ["EUR", "USD", "GBP", "JPY", "CHF"];

    public static readonly string[] Languages = ["en", "de", "fr", "pt", "ja"];

    public static readonly string[] States = ["active", "pending", "closed", "archived"];

    public static readonly string[] Colors = ["red", "green", "blue", "black", "white"];

    public static readonly string[] Companies = ["Blue Supply", "Lunar Media", "River Motors", "Green Partners", "North Works", "Bright Systems"];

    public static readonly string[] Adjectives = ["annual", "basic", "compact", "global", "legacy", "pending", "remote", "weekly"];

    public static readonly string[] Nouns = ["audit", "budget", "catalog", "contract", "invoice", "report", "shipment", "ticket"];
}
