using Supertrack.Silo.Demo;
using Supertrack.Silo.Hosting;

try
{
    if (DemoCommand.IsAsked(args))
    {
        using var ending = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            ending.Cancel();
        };
        return await new DemoCommand(Console.Out, live: !Console.IsOutputRedirected).RunAsync(args, ending.Token);
    }
    await using var app = SiloHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    return 130;
}
catch (Exception error) when (StartFailure.Describe(error) is { } message)
{
    await Console.Error.WriteLineAsync(message);
    return StartFailure.Status;
}
