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
        : options.EnableActivationSheddingOnMemoryPressure ? ValidateShedding(options)
        : ValidateOptionsResult.Success;

    private static ValidateOptionsResult ValidateShedding(GrainCollectionOptions options) =>
        options.MemoryUsagePollingPeriod <= TimeSpan.Zero
            ? ValidateOptionsResult.Fail($"GrainCollectionOptions.MemoryUsagePollingPeriod is {options.MemoryUsagePollingPeriod}; it must be positive.")
        : options.MemoryUsageLimitPercentage is not (> 0 and <= 100)
            ? ValidateOptionsResult.Fail($"GrainCollectionOptions.MemoryUsageLimitPercentage is {options.MemoryUsageLimitPercentage}; use more than 0 and at most 100.")
        : options.MemoryUsageTargetPercentage is not > 0 || options.MemoryUsageTargetPercentage >= options.MemoryUsageLimitPercentage
            ? ValidateOptionsResult.Fail(
                $"GrainCollectionOptions.MemoryUsageTargetPercentage is {options.MemoryUsageTargetPercentage}; it must be positive and less than "
                + $"MemoryUsageLimitPercentage, {options.MemoryUsageLimitPercentage}.")
        : ValidateOptionsResult.Success;
}
