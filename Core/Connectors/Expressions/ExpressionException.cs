namespace Supertrack.Core.Connectors.Expressions;

/// <summary>A template that cannot be compiled or whose evaluation fails.</summary>
/// <remarks><see cref="PythonType"/> names the error as the reference implementation would ("ValueError", "UndefinedError");
/// "LimitError" is ours alone: the sandbox stopped the evaluation.</remarks>
public sealed class ExpressionException(string pythonType, string detail, string? template = null)
    : Exception(template is null ? $"{pythonType}: {detail}" : $"{pythonType}: {detail} (in the template {Shorten(template)})")
{
    public string PythonType { get; } = pythonType;

    /// <summary>What is wrong, in one line.</summary>
    public string Detail { get; } = detail;

    /// <summary>The template's text, where it is known.</summary>
    public string? Template { get; } = template;

    internal bool IsTypeError => PythonType == "TypeError";

    internal bool IsUndefined => PythonType == "UndefinedError";

    internal ExpressionException In(string template) => Template is null ? new(PythonType, Detail, template) : this;

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 120 ? line : line[..117] + "...";
    }
}
