namespace Supertrack.Lab.Scenarios;

/// <summary>The order in which records are served; equal ones keep the data set's order.</summary>
public sealed record SortRule(string By, bool Descending);
