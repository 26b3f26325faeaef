using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Schemas;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>The spec's rules for configurations: migrations that are kept, transformations for this run only, validations.</summary>
internal static class ConfigRules
{
    /// <returns>True where a migration changed the configuration, so that it should be stored.</returns>
    public static bool Migrate(SourceSession session, Component? spec)
    {
        var before = JsonText.Python(session.Config);
        foreach (var migration in Rules(spec, "config_migrations"))
            foreach (var rule in migration.Children("transformations")) Apply(session, rule);
        return JsonText.Python(session.Config) != before;
    }

    public static void Transform(SourceSession session, Component? spec)
    {
        foreach (var rule in Rules(spec, "transformations")) Apply(session, rule);
    }

    public static void Validate(SourceSession session, Component? spec)
    {
        foreach (var validator in Rules(spec, "validations"))
        {
            var strategy = validator.NeedChild("validation_strategy");
            if (strategy.Type != "ValidateAdheresToSchema") throw strategy.Unsupported();
            var scope = new Scope(session);
            if (validator.Type == "PredicateValidator")
            {
                Check(validator.TreeOf("value")?.Evaluate(scope) ?? Tree.FromNode(validator.Node["value"]!), strategy, "value");
                continue;
            }
            if (validator.Type != "DpathValidator") throw validator.Unsupported();
            IReadOnlyList<string> path = [.. validator.Templates("field_path").Select(step => step.Evaluate(scope).ToString())];
            foreach (var value in TreePath.Values(session.Config, path))
                Check(value, strategy, string.Join('.', path));
        }
    }

    private static void Check(Value value, Component strategy, string path)
    {
        var schema = strategy.Field("base_schema") is { Kind: NodeKind.Text } text ? Requests.JsonBody.TryParse(System.Text.Encoding.UTF8.GetBytes(text.Text))?.ToJsonNode() : strategy.Field("base_schema")?.ToJson();
        if (value is StrValue json) value = Requests.JsonBody.TryParse(System.Text.Encoding.UTF8.GetBytes(json.Text)) ?? throw new ConnectorException(FailureKind.Config, $"'{path}' is no valid JSON. Correct the configuration.");
        if (SchemaCheck.Problem(value, schema, path) is { } problem) throw new ConnectorException(FailureKind.Config, $"{problem}. Correct the configuration.");
    }

    private static IReadOnlyList<Component> Rules(Component? spec, string field) => spec?.Child("config_normalization_rules")?.Children(field) ?? [];

    private static void Apply(SourceSession session, Component rule)
    {
        switch (rule.Type)
        {
            case "ConfigAddFields": AddFields(session, rule); break;
            case "ConfigRemoveFields":
                if (rule.Condition("condition") is { } condition && !condition.Holds(new Scope(session))) break;
                foreach (var pointer in rule.Paths("field_pointers")) TreePath.Delete(session.Config, pointer);
                break;
            case "ConfigRemapField": Remap(session, rule); break;
            default: throw rule.Unsupported();
        }
    }

    private static void AddFields(SourceSession session, Component rule)
    {
        var condition = rule.Condition("condition");
        foreach (var field in rule.Children("fields").Select(TransformationCompiler.Field))
        {
            var scope = new Scope(session);
            var value = field.Value.Evaluate(scope, field.Types);
            scope.Set("value", value).Set("path", new ListValue(field.Path.Select(Tree.Text).ToList()));
            if (condition is null || condition.Holds(scope)) TreePath.New(session.Config, field.Path, value);
        }
    }

    private static void Remap(SourceSession session, Component rule)
    {
        var scope = new Scope(session);
        IReadOnlyList<string> path = [.. rule.Templates("field_path").Select(step => step.Evaluate(scope).ToString())];
        if (path.Count == 0) throw rule.Problem("field_path", "The path of the field is empty.", "Name the field.");
        var map = rule.Map("map")?.Evaluate(scope) ?? rule.Template("map")?.Evaluate(scope) as DictValue;
        if (map is null || TreePath.Get(session.Config, path) is not { } current) return;
        if (map[current.ToString()] is { } target) TreePath.New(session.Config, path, target);
    }
}
