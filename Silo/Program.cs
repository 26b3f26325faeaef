using Supertrack.Silo.Hosting;
using Supertrack.Silo.Settings;

try
{
    await using var app = SiloHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (SettingsException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
