using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Expressions;
using Supertrack.Core.Connectors.Expressions.Values;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Partitions;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Trees;

namespace Supertrack.Core.Connectors.Compiling;

internal sealed class RouterCompiler(SourceSession session, RequesterCompiler requesters, StreamCompiler streams)
{
    /// <summary>Opens the router of a retriever at a stream's state; null where it has none.</summary>
    public Func<JsonObject?, IPartitionRouter>? Compile(Component retriever)
    {
        if (retriever.Field("partition_router") is not { IsTruthy: true } field) return null;
        if (field.Kind == NodeKind.Map) return Open(retriever.NeedChild("partition_router"));
        var routers = retriever.Children("partition_router").Select(Open).ToList();
        return state => new CartesianRouter([.. routers.Select(open => open(state))]);
    }

    private Func<JsonObject?, IPartitionRouter> Open(Component router)
    {
        switch (router.Type)
        {
            case "ListPartitionRouter":
                return _ => List(router);
            case "SubstreamPartitionRouter":
                var links = router.Children("parent_stream_configs").Select(Link).ToList();
                if (links.Count == 0) throw router.Problem("parent_stream_configs", "A SubstreamPartitionRouter needs a parent.", "Add one.");
                return state => new SubstreamRouter([.. links.Select(link => link(state))]);
            case "GroupingPartitionRouter":
                var inner = Open(router.NeedChild("underlying_partition_router"));
                var size = (int)(router.Integer("group_size") ?? 0);
                if (size < 1) throw router.Problem("group_size", "A group holds at least one partition.", "Give a number above 0.");
                return state => new GroupingRouter(inner(state), size, router.Flag("deduplicate", otherwise: true));
            case "UnionPartitionRouter":
                var members = router.Children("partition_routers").Select(Open).ToList();
                if (members.Count < 2) throw router.Problem("partition_routers", "A union needs two routers at least.", "Add another, or use the one alone.");
                var field = router.NeedTemplate("partition_field").Evaluate(new Scope(session)).ToString();
                return state => new UnionRouter([.. members.Select(open => open(state))], field);
            default:
                throw router.Unsupported();
        }
    }

    private ListRouter List(Component router)
    {
        var scope = new Scope(session);
        IReadOnlyList<Value> values;
        if (router.Field("values") is { Kind: NodeKind.List } list) values = [.. list.Items.Select(Tree.FromNode)];
        else
        {
            var evaluated = router.NeedTemplate("values").Evaluate(scope);
            values = evaluated switch
            {
                SequenceValue sequence => [.. sequence.Items],
                DictValue map => [.. Tree.Entries(map).Select(entry => Tree.Text(entry.Key))],
                StrValue text => [.. text.Text.EnumerateRunes().Select(rune => Tree.Text(rune.ToString()))],
                _ => throw router.Problem("values", $"The values are a {evaluated.TypeName}, not a list.", "Give a list, or an expression that makes one."),
            };
        }
        var field = router.NeedTemplate("cursor_field").Evaluate(scope).ToString();
        return new ListRouter(values, field, requesters.OptionOrNone(router.Child("request_option")));
    }

    private Func<JsonObject?, ParentLink> Link(Component parent)
    {
        var scope = new Scope(session);
        var stream = parent.NeedChild("stream");
        var name = streams.NameOf(stream);
        var incremental = parent.Flag("incremental_dependency");
        var plan = new Lazy<Func<bool, StreamPlan>>(() => streams.CompileParent(stream), LazyThreadSafetyMode.None);
        var lazily = parent.Templates("lazy_read_pointer");
        var link = new ParentLink
        {
            Name = name,
            Open = () => throw new InvalidOperationException("The link is opened with a state."),
            Key = [.. parent.NeedTemplate("parent_key").Evaluate(scope).ToString().Split('/').Where(step => step.Length > 0)],
            PartitionField = parent.NeedTemplate("partition_field").Evaluate(scope).ToString(),
            ExtraFields = [.. parent.Paths("extra_fields").Select(path =>
                (IReadOnlyList<string>)[.. path.Select(step => parent.Compile(step, "extra_fields").Evaluate(scope).ToString())])],
            Option = requesters.OptionOrNone(parent.Child("request_option")),
            Incremental = incremental,
            ChildPath = lazily.Count == 0 ? null : [.. lazily.Select(step => step.Evaluate(scope).ToString())],
        };
        return state =>
        {
            var own = incremental && state is { Count: > 0 } ? ParentState(state, name, stream) : null;
            return link with { Open = () => Reader(plan.Value, own) };
        };
    }

    private static ParentReader Reader(Func<bool, StreamPlan> plan, JsonObject? state)
    {
        var stream = plan(state is { Count: > 0 });
        return new ParentReader(stream, state is null ? null : stream.MigrateState(state));
    }

    /// <summary>The parent's part of the child's state: its own, else the child's global one, else the only value of an old state.</summary>
    private JsonObject? ParentState(JsonObject child, string name, Component stream)
    {
        if (child["parent_state"]?[name] is JsonObject own) return (JsonObject)own.DeepClone();
        if (child["state"] is JsonObject global) return (JsonObject)global.DeepClone();
        var values = child.Where(entry => entry.Key != NoCursor.StateKey).ToList();
        if (values.Count != 1 || values[0].Value is JsonObject or JsonArray || stream.Child("incremental_sync") is not { } sync) return null;
        return new JsonObject { [sync.NeedTemplate("cursor_field").Evaluate(new Scope(session)).ToString()] = values[0].Value?.DeepClone() };
    }
}
