namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>Collects what readers find in a body, once each.</summary>
internal sealed class Findings
{
    /// <summary>More statements than this add nothing and cost time on hostile bodies.</summary>
    private const int Limit = 60;
    private const int MaxLength = 1_500;
    private readonly List<Statement> _codes = [];
    private readonly List<Statement> _messages = [];
    private readonly List<string> _targets = [];
    private readonly List<(string Path, long Code)> _numbers = [];

    public IReadOnlyList<string> Targets => _targets;
    public IReadOnlyList<(string Path, long Code)> Numbers => _numbers;
    public bool IsEmpty => _codes.Count + _messages.Count == 0;

    public void Code(string text, string place) => Add(_codes, text, place);

    public void Message(string text, string place) => Add(_messages, text, place);

    public void Target(string name)
    {
        if (name.Length is > 0 and < 120 && _targets.Count < Limit && !_targets.Contains(name)) _targets.Add(name);
    }

    public void Number(string place, long code)
    {
        if (_numbers.Count < Limit) _numbers.Add((place, code));
    }

    public IReadOnlyList<Statement> Ordered() => [.. _codes, .. _messages];

    private static void Add(List<Statement> list, string text, string place)
    {
        if (list.Count >= Limit || string.IsNullOrWhiteSpace(text)) return;
        if (text.Length > MaxLength) text = text[..MaxLength];
        if (!list.Exists(s => s.Original == text)) list.Add(new(Wording.Of(text), text.Trim(), place));
    }
}
