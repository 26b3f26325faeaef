using Supertrack.Cli;
using Supertrack.Cli.Frame;

using var interruption = new Interruption();
return await new CommandFrame(CommandGroups.All()).RunAsync(args, Terminal.OfProcess(), interruption.Token);
