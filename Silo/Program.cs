using Supertrack.Silo.Demo;
using Supertrack.Silo.Hosting;
using Supertrack.Silo.Settings;

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
catch (SettingsException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}
