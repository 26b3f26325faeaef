using Supertrack.Cli;
using Supertrack.Cli.Frame;

return await new CommandFrame(CommandGroups.All()).RunAsync(args, Terminal.OfProcess());
