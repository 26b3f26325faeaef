namespace Supertrack.Core.Versions.Deployments;

/// <summary>The environment that an installation is: what is live there is what its connectors run with.</summary>
public sealed record DeploymentEnvironment(Stage Stage)
{
    public static DeploymentEnvironment Default { get; } = new(Stage.Prod);
}
