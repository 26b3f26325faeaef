using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain interfaces. Every method returns a Task, a ValueTask or an IAsyncEnumerable.</summary>
public interface IGrain : IAddressable
{
}

/// <summary>A grain known by a Guid.</summary>
public interface IGrainWithGuidKey : IGrain
{
}

/// <summary>A grain known by a 64-bit integer.</summary>
public interface IGrainWithIntegerKey : IGrain
{
}

/// <summary>A grain known by a text.</summary>
public interface IGrainWithStringKey : IGrain
{
}

/// <summary>A grain known by a Guid and a text.</summary>
public interface IGrainWithGuidCompoundKey : IGrain
{
}

/// <summary>A grain known by a 64-bit integer and a text.</summary>
public interface IGrainWithIntegerCompoundKey : IGrain
{
}
