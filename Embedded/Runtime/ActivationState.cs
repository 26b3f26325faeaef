namespace Orleans.Runtime;

internal enum ActivationState : byte
{
    Created,
    Activating,
    Active,
    Deactivating,
    Gone,
}
