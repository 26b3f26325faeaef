using System.Text.Json.Nodes;
using Supertrack.Core.Connectors.Cursors;
using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Reading;

namespace Supertrack.Core.Connectors.Compiling;

/// <summary>Compiles streams into reading plans.</summary>
internal sealed class StreamCompiler
{
    private readonly SourceSession _session;
    private readonly RequesterCompiler _requesters;
    private readonly RouterCompiler _routers;
    private readonly CursorCompiler _cursors;
    private readonly PageCompiler _pages;
    private readonly SchemaCompiler _schemas;

    public StreamCompiler(SourceSession session)
    {
        _session = session;
        _requesters = new RequesterCompiler(session);
        _routers = new RouterCompiler(session, _requesters, this);
        _cursors = new CursorCompiler(session, _requesters);
        _pages = new PageCompiler(session, _requesters);
        _schemas = new SchemaCompiler(session, _pages);
    }

    /// <summary>Streams whose answers others read as parents; those are kept for the session.</summary>
    public HashSet<string> Parents { get; } = [];

    public PageCompiler Pages => _pages;

    public RouterCompiler Routers => _routers;

    public string NameOf(Component stream) => stream.Text("name") ?? "";

    /// <summary>Compiles a stream; of a state-delegating one that which fits the state.</summary>
    public StreamPlan Compile(Component stream, JsonObject? state) =>
        stream.Type != "StateDelegatingStream" ? Plan(stream, isParent: false)
            : StateDelegation.Choose(_session, stream, state, _cursors) is var chosen
                ? Plan(chosen.Stream, isParent: false) with { DropsState = chosen.DropsState } : throw stream.Unsupported();

    /// <summary>A parent stream, whose answers are cached; the flag says whether it has a state.</summary>
    public Func<bool, StreamPlan> CompileParent(Component stream) => stream.Type == "StateDelegatingStream"
        ? hasState => Plan(stream.NeedChild(hasState ? "incremental_stream" : "full_refresh_stream"), isParent: true)
        : _ => Plan(stream, isParent: true);

    private StreamPlan Plan(Component stream, bool isParent)
    {
        if (stream.Type != "DeclarativeStream") throw stream.Unsupported();
        var name = NameOf(stream);
        var retriever = stream.NeedChild("retriever");
        var sync = stream.Child("incremental_sync");
        var router = _routers.Compile(retriever);
        var groups = retriever.Child("partition_router")?.Type == "GroupingPartitionRouter";
        var schema = _schemas.Compile(stream);
        var caches = (isParent || Parents.Contains(name)) && retriever.Child("requester")?.Field("use_cache") is not { Kind: NodeKind.Boolean, Boolean: false };
        var openCursor = _cursors.Compile(sync, router, groups);
        return new StreamPlan
        {
            Name = name,
            Session = _session,
            OpenCursor = openCursor,
            OpenPages = (cursor, hasState) => _pages.Compile(stream, cursor, hasState, caches, schema, SettingsOf(sync)),
            Schema = schema,
            PrimaryKey = KeyOf(stream),
            CursorField = sync is null ? null : _cursors.FieldOf(sync),
            MigrateState = state => StateMigrations.Apply(_session, stream, state),
        };
    }

    private IntervalSettings? SettingsOf(Component? sync) => sync is null ? null : _cursors.Settings(sync).Value;

    private static IReadOnlyList<IReadOnlyList<string>> KeyOf(Component stream) => stream.Field("primary_key") switch
    {
        { Kind: NodeKind.List } list => [.. list.Items.Select(item => item.Kind == NodeKind.List
            ? (IReadOnlyList<string>)[.. item.Items.Select(step => step.ScalarText)] : [item.ScalarText])],
        { Kind: NodeKind.Text, Text.Length: > 0 } single => [[single.Text]],
        _ => [],
    };
}
