using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Core.Connectors.Format;

/// <summary>Evaluates the templates of settings over one configuration.</summary>
internal sealed class ConfigTemplates(JsonObject config, TimeProvider clock)
{
    private readonly EvaluationContext _context = new(Value.From(config), clock);

    /// <summary>The setting's text; null where the configuration has no value for it.</summary>
    /// <exception cref="ConnectorException">The expression fails.</exception>
    public string? Text(string template, string path)
    {
        try
        {
            return Template.Compile(template).EvaluateText(_context) is { IsNone: false } value && value.ToString() is { Length: > 0 } text ? text : null;
        }
        catch (ExpressionException exception)
        {
            throw new ConnectorException(FailureKind.Config, $"{path}: the expression failed: {exception.Message}. Correct it or the configuration it reads.", exception);
        }
    }

    /// <exception cref="ConnectorException">The expression fails or gives no text.</exception>
    public string Required(string template, string path) =>
        Text(template, path) ?? throw new ConnectorException(FailureKind.Config, $"{path}: '{template}' has no value. Give the configuration the field it reads.");
}
