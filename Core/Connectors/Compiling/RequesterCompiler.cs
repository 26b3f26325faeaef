using Supertrack.Core.Connectors.Format;
using Supertrack.Core.Connectors.Interpolation;
using Supertrack.Core.Connectors.Reading;
using Supertrack.Core.Connectors.Requests;

namespace Supertrack.Core.Connectors.Compiling;

internal sealed class RequesterCompiler
{
    private readonly SourceSession _session;
    private readonly AuthenticatorCompiler _authenticators;

    public RequesterCompiler(SourceSession session)
    {
        _session = session;
        _authenticators = new AuthenticatorCompiler(session, this);
    }

    /// <param name="component">An HttpRequester.</param>
    /// <param name="name">Stream on whose behalf; empty for a login.</param>
    /// <param name="useCache">Its answers may serve several streams.</param>
    public HttpRequester Compile(Component component, string name, bool useCache)
    {
        if (component.Type != "HttpRequester") throw component.Unsupported();
        var urlBase = component.Template("url_base");
        var url = component.Template("url");
        return new HttpRequester
        {
            Session = _session,
            Name = name,
            Method = component.Text("http_method") ?? "GET",
            Url = url,
            UrlBase = urlBase,
            Path = component.Template("path"),
            Authenticator = _authenticators.Compile(component.Child("authenticator"), url ?? urlBase),
            Errors = ErrorCompiler.Compile(_session, component.Child("error_handler")),
            Inputs = Inputs(component),
            UseCache = useCache || component.Flag("use_cache"),
        };
    }

    private RequestInputs Inputs(Component component)
    {
        var (data, json, text, graphQl) = (component.Map("request_body_data"), component.TreeOf("request_body_json"), component.Field("request_body_data") is { Kind: NodeKind.Text, Text.Length: > 0 } ? component.Template("request_body_data") : null, (InterpolatedTree?)null);
        if (component.Child("request_body") is { } body)
        {
            switch (body.Type)
            {
                case "RequestBodyUrlEncodedForm": data = body.Map("value"); break;
                case "RequestBodyPlainText": text = body.Template("value"); break;
                case "RequestBodyJsonObject": json = body.TreeOf("value"); break;
                case "RequestBodyGraphQL": graphQl = GraphQl(body); break;
                default: throw body.Unsupported();
            }
        }
        return new RequestInputs
        {
            Session = _session,
            Parameters = component.Map("request_parameters"),
            ParametersText = component.Field("request_parameters") is { Kind: NodeKind.Text, Text.Length: > 0 } ? component.Template("request_parameters") : null,
            Headers = component.Map("request_headers"),
            HeadersText = component.Field("request_headers") is { Kind: NodeKind.Text, Text.Length: > 0 } ? component.Template("request_headers") : null,
            BodyData = data,
            BodyText = text,
            BodyJson = graphQl ?? json,
            PropertiesParameter = component.Field("request_parameters")?.Fields.FirstOrDefault(field => field.Value.TypeName == "QueryProperties").Key,
        };
    }

    /// <summary>The query and whatever stands beside it, without the component's own fields.</summary>
    private static InterpolatedTree GraphQl(Component body)
    {
        var value = body.NeedChild("value");
        var fields = new OrderedDictionary<string, ManifestNode>(StringComparer.Ordinal);
        foreach (var (key, node) in value.Node.Fields)
            if (key != Format.Parameters.Key && !node.IsNull) fields[key] = node;
        return new InterpolatedTree(body.TreeOf(ManifestNode.Of(fields, value.Node.Line), "value"));
    }

    public RequestOption Option(Component option)
    {
        var place = option.Need("inject_into") switch
        {
            "header" => OptionPlace.Header,
            "body_data" => OptionPlace.BodyData,
            "body_json" => OptionPlace.BodyJson,
            _ => OptionPlace.Parameter,
        };
        if (option.Text("field_name") is not null)
            return option.Has("field_path")
                ? throw option.Problem("field_path", "A RequestOption has either field_name or field_path.", "Remove one of them.")
                : new RequestOption(_session, place, [option.NeedTemplate("field_name")]);
        if (option.Templates("field_path") is not { Count: > 0 } path) throw option.Problem("field_name", "A RequestOption needs field_name.", "Add field_name.");
        if (place != OptionPlace.BodyJson) throw option.Problem("field_path", "A field_path can only be put into a JSON body.", "Use field_name.");
        return new RequestOption(_session, place, path);
    }

    public RequestOption? OptionOrNone(Component? option) => option is null ? null : Option(option);
}
