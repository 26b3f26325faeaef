namespace Supertrack.Lab.Scenarios;

internal static class TransformReader
{
    public static TransformStep Read(Members members)
    {
        TransformStep step = members.RequiredText("op") switch
        {
            "rename" => new RenameStep(members.RequiredText("from"), members.RequiredText("to")),
            "move" => new MoveStep(members.RequiredText("from"), members.RequiredText("to")),
            "remove" => new RemoveStep(members.RequiredText("field")),
            "add" => new AddStep(members.RequiredText("field"), members.Node("value")),
            "retype" => new RetypeStep(members.RequiredText("field"), Target(members)),
            "map" => new MapStep(
                members.RequiredText("field"),
                (members.Json("values") ?? throw members.Missing("values")).ToDictionary(member => member.Key, member => member.Value)),
            "split" => new SplitStep(members.RequiredText("field"), members.Texts("into"), members.Text("by") ?? " "),
            "nest" => new NestStep(members.Texts("fields"), members.RequiredText("into")),
            "list" => new ListStep(members.RequiredText("field"), members.RequiredText("to"), members.Text("key")),
            var other => throw members.Fail(
                "op", $"\"{other}\" is not known; write one of rename, move, remove, add, retype, map, split, nest, list."),
        };
        members.Done();
        return step;
    }

    private static RetypeTarget Target(Members members)
    {
        members.RequiredText("to");
        return members.Choice(
            "to", RetypeTarget.String,
            ("string", RetypeTarget.String), ("integer", RetypeTarget.Integer), ("number", RetypeTarget.Number),
            ("boolean", RetypeTarget.Boolean), ("unix_seconds", RetypeTarget.UnixSeconds),
            ("unix_millis", RetypeTarget.UnixMillis), ("iso_datetime", RetypeTarget.IsoDatetime));
    }
}
