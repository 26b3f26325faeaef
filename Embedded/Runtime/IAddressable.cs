namespace Orleans.Runtime;

/// <summary>Something calls can be sent to.</summary>
public interface IAddressable
{
}
