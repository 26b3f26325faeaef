using System.Runtime.CompilerServices;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>Makes streams of a template: one for each record of a request, each entry of the configuration, or each set of parameters.</summary>
internal sealed class StreamResolver(SourceSession session, StreamCompiler compiler, Component definition)
{
    private readonly Component _template = definition.NeedChild("stream_template");
    private readonly Component _resolver = definition.NeedChild("components_resolver");

    public async IAsyncEnumerable<Component> ResolveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (values, slice) in ValuesAsync(cancellationToken))
            yield return Make(values, slice);
    }

    private IAsyncEnumerable<(Value Values, Slice? Slice)> ValuesAsync(CancellationToken cancellationToken) => _resolver.Type switch
    {
        "HttpComponentsResolver" => FromRequestAsync(cancellationToken),
        "ConfigComponentsResolver" => FromConfig().ToAsyncEnumerable(),
        "ParametrizedComponentsResolver" => (_resolver.NeedChild("stream_parameters").Field("list_of_parameters_for_stream")?.Items ?? [])
            .Select(item => (Tree.FromNode(item), (Slice?)null)).ToAsyncEnumerable(),
        _ => throw _resolver.Unsupported(),
    };

    private async IAsyncEnumerable<(Value Values, Slice? Slice)> FromRequestAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var retriever = _resolver.NeedChild("retriever");
        var router = compiler.Routers.Compile(retriever)?.Invoke(null) ?? new SingleRouter();
        var pages = compiler.Pages.Auxiliary(retriever, definition.Text("name") ?? "", router);
        while (await router.NextAsync(cancellationToken) is { } slice)
            await foreach (var record in SlicePages.ReadAsync(pages, slice, cancellationToken))
                yield return (record, slice);
    }

    /// <summary>Every combination of the entries that the pointers find; mappings are put together, other entries are kept with their place.</summary>
    private IEnumerable<(Value Values, Slice? Slice)> FromConfig()
    {
        IEnumerable<List<(int Index, Value Item)>> combinations = [[]];
        foreach (var source in _resolver.Children("stream_config"))
        {
            var items = Entries(source).Select((item, index) => (index, item)).ToList();
            combinations = combinations.SelectMany(head => items.Select(item => head.Append(item).ToList())).ToList();
        }
        foreach (var combination in combinations)
        {
            var values = new DictValue();
            for (var i = 0; i < combination.Count; i++)
            {
                var (index, item) = combination[i];
                if (item is DictValue map)
                    foreach (var (key, value) in Tree.Entries(map)) values[key] = value;
                else values[$"source_config_{i}"] ??= new TupleValue([IntValue.Of(index), item]);
            }
            yield return (values, null);
        }
    }

    private IEnumerable<Value> Entries(Component source)
    {
        var scope = new Scope(session);
        IReadOnlyList<string> pointer = [.. source.Templates("configs_pointer").Select(step => step.Evaluate(scope).ToString())];
        var found = pointer.Count == 0 ? session.Config : TreePath.Get(session.Config, pointer);
        IEnumerable<Value> entries = found switch { null => [], ListValue list => list.Items, _ => [found] };
        return entries.Concat((source.Field("default_values")?.Items ?? []).Select(Tree.FromNode));
    }

    private Component Make(Value values, Slice? slice)
    {
        var template = (DictValue)Tree.FromNode(_template.Node);
        var made = Tree.CopyMap(template);
        var scope = new Scope(session).Set("components_values", values).Set("stream_template_config", template);
        if (slice is not null) scope.Set("stream_slice", slice.Value);
        foreach (var mapping in _resolver.Children("components_mapping"))
        {
            if (mapping.Condition("condition") is { } condition && !condition.Holds(scope)) continue;
            var types = TransformationCompiler.TypesOf(mapping.Text("value_type"));
            var value = mapping.NeedTemplate("value").Evaluate(scope, types);
            IReadOnlyList<string> path = [.. mapping.Templates("field_path").Select(step => step.Evaluate(scope).ToString())];
            var asYaml = _resolver.Type != "HttpComponentsResolver" && value is StrValue && types != ResultTypes.Text;
            if (asYaml) value = Tree.FromNode(Yaml(value.ToString()));
            if (TreePath.Set(made, path, value) == 0 && _resolver.Type != "HttpComponentsResolver" && mapping.Flag("create_or_update") && value.Truthy) TreePath.New(made, path, value);
        }
        var node = ManifestNode.FromJson(made.ToJsonNode(), _template.Node.Line);
        node = Parameters.Propagate(node, "", parents: null, parentsWin: definition.Flag("use_parent_parameters", otherwise: true));
        return new Component(node, _template.Path, _template.File);
    }

    private static ManifestNode Yaml(string text)
    {
        try
        {
            return ManifestText.ParseValue(text, "components_mapping");
        }
        catch (ManifestException)
        {
            // A text that is no YAML is meant as it is.
            return ManifestNode.Of(text, 0);
        }
    }
}
