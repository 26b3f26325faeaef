using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Engine;

internal sealed class MessagingValidator : IValidateOptions<SiloMessagingOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloMessagingOptions options) =>
        options.ResponseTimeout <= TimeSpan.Zero
            ? ValidateOptionsResult.Fail($"SiloMessagingOptions.ResponseTimeout is {options.ResponseTimeout}; it must be positive.")
        : options.MaxEnqueuedRequestsHardLimit < 0 || options.MaxEnqueuedRequestsHardLimit_StatelessWorker < 0
            ? ValidateOptionsResult.Fail("SiloMessagingOptions.MaxEnqueuedRequestsHardLimit must not be negative; 0 sets no limit.")
        : ValidateOptionsResult.Success;
}

internal sealed class CollectionValidator : IValidateOptions<GrainCollectionOptions>
{
    public ValidateOptionsResult Validate(string? name, GrainCollectionOptions options) =>
        options.CollectionQuantum <= TimeSpan.Zero
            ? ValidateOptionsResult.Fail($"GrainCollectionOptions.CollectionQuantum is {options.CollectionQuantum}; it must be positive.")
        : options.CollectionAge <= options.CollectionQuantum
            ? ValidateOptionsResult.Fail(
                $"GrainCollectionOptions.CollectionAge is {options.CollectionAge}; it must be longer than CollectionQuantum, {options.CollectionQuantum}.")
        : options.ClassSpecificCollectionAge.FirstOrDefault(c => c.Value <= options.CollectionQuantum) is { Key: { } key }
            ? ValidateOptionsResult.Fail(
                $"GrainCollectionOptions.ClassSpecificCollectionAge of {key} must be longer than CollectionQuantum, {options.CollectionQuantum}.")
        : ValidateOptionsResult.Success;
}
