using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Cli.Expressions;

/// <summary>One line in, one line out: result and Python type, or an error in one line.</summary>
internal static class ExpressionLine
{
    public static JsonObject Evaluate(JsonObject example, TimeProvider clock)
    {
        try
        {
            var context = new EvaluationContext(Value.From(example["config"] ?? new JsonObject()), clock);
            if (example["context"] is JsonObject variables)
                foreach (var (name, value) in variables) context[name] = Value.From(value);
            var result = Template.Compile((string)example["template"]!).Evaluate(context);
            return new JsonObject { ["result"] = result.ToJsonNode(), ["type"] = result.TypeName, ["error"] = null };
        }
        catch (Exception e) when (e is ExpressionException or ArgumentException)
        {
            return new JsonObject { ["result"] = null, ["type"] = null, ["error"] = e.Message.ReplaceLineEndings(" ") };
        }
    }
}
