using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supertrack.Cli.Frame;
using Supertrack.Core.Connectors.Generation;

namespace Supertrack.Cli.Connectors;

/// <summary><c>connector generate</c>: a manifest from an OpenAPI description, or from one sample answer and its URL.</summary>
internal static class GenerateCommand
{
    private static readonly Option<string?> OpenApi = new("--openapi") { Description = "An OpenAPI 2 or 3 description, JSON or YAML." };
    private static readonly Option<string[]> Paths = new("--path") { Description = "Only this path of the description; may be given several times." };
    private static readonly Option<string?> Sample = new("--sample") { Description = "One answer as JSON." };
    private static readonly Option<string?> Url = new("--url") { Description = "The URL that gave the sample, or the endpoint of the GraphQL API." };
    private static readonly Option<string?> GraphQl = new("--graphql") { Description = "The introspection of a GraphQL API: a file, or the API's URL to ask it." };
    private static readonly Option<string?> Header = new("--header") { Description = "A header for asking the GraphQL API, as Name: value; it is not written into the manifest." };

    public static Command Create() =>
        new Command("generate", "Write a manifest from an API description or a sample, with comments on what was inferred.").With(OpenApi, Paths, Sample, Url, GraphQl, Header).Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancellation)
    {
        await call.Results.TextAsync(await GenerateAsync(call, cancellation), cancellation);
        return ExitCode.Done;
    }

    private static async Task<string> GenerateAsync(Invocation call, CancellationToken cancellation)
    {
        if (call.Value(OpenApi) is { } description)
        {
            string content = await InputFile.TextAsync(description, call.Terminal, cancellation);
            return Named(description, () => OpenApiGenerator.Generate(DescriptionText.Parse(content, description), call.Value(Paths) ?? []));
        }
        if (call.Value(GraphQl) is { } schema)
            return await GraphQlAsync(call, schema, cancellation);
        if (call.Value(Sample) is not { } sample || call.Value(Url) is not { } text)
            throw CommandException.Usage("connector generate: give --openapi FILE, --graphql FILE, or --sample FILE with --url URL");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) throw CommandException.Usage($"--url: '{text}' is not absolute; start with https://");
        var answer = await ReadAsync(sample, cancellation);
        return Named(sample, () => SampleGenerator.Generate(answer, url));
    }

    private static async Task<string> GraphQlAsync(Invocation call, string schema, CancellationToken cancellation)
    {
        string? header = call.Value(Header);
        bool isUrl = Uri.TryCreate(schema, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https";
        string content = isUrl ? await GraphQlIntrospection.AskAsync(endpoint!, header, cancellation) : await InputFile.TextAsync(schema, call.Terminal, cancellation);
        Uri url = isUrl ? endpoint! : new Uri(call.Value(Url) ?? "https://api.example.com/graphql");
        return Named(schema, () => GraphQlGenerator.Generate(DescriptionText.Parse(content, schema), url, header?.Split(':')[0].Trim()));
    }

    private static async Task<JsonNode?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return JsonNode.Parse(await File.ReadAllBytesAsync(file, cancellation), documentOptions: new JsonDocumentOptions { MaxDepth = 512, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException e)
        {
            throw CommandException.Usage($"{file}: not JSON ({ErrorLine.OneLine(e.Message)})", e);
        }
        catch (IOException e)
        {
            throw CommandException.Usage($"{file}: cannot be read ({ErrorLine.OneLine(e.Message)})", e);
        }
    }

    private static string Named(string file, Func<string> generate)
    {
        try
        {
            return generate();
        }
        catch (FormatException e)
        {
            throw CommandException.Usage($"{file}: {e.Message}", e);
        }
    }
}
