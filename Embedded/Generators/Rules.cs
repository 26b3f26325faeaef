using Microsoft.CodeAnalysis;

namespace Supertrack.Embedded.Generators;

/// <summary>What the generator refuses.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor ReturnType = Rule(
        "ENGINE001", "Grain methods are asynchronous", "{0} returns {1}; a grain method returns Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>");

    public static readonly DiagnosticDescriptor Generic = Rule(
        "ENGINE002", "Generic grains are outside the engine's slice", "{0} is generic or has a ref, in or out parameter; declare it without");

    public static readonly DiagnosticDescriptor Hidden = Rule(
        "ENGINE003", "The engine must see grain types", "{0} is private or protected; make it internal or public");

    public static readonly DiagnosticDescriptor Member = Rule(
        "ENGINE004", "Grain interfaces have methods only", "{0} is no method; a grain interface has methods only");

    public static readonly DiagnosticDescriptor OneWay = Rule(
        "ENGINE005", "A one-way method has no result", "{0} is [OneWay] but returns {1}; return Task or ValueTask");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Engine", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
