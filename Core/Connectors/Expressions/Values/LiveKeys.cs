namespace Supertrack.Core.Connectors.Expressions.Values;

/// <summary>Walks the keys of a dict; a dict that changes size meanwhile is an error, as in Python.</summary>
internal sealed class LiveKeys(DictValue dict)
{
    public IEnumerator<Value> Read()
    {
        var count = dict.Count;
        for (var i = 0; i < dict.Count; i++)
        {
            if (dict.Count != count) break;
            yield return dict.Entries.GetAt(i).Key;
        }
        if (dict.Count != count) throw new ExpressionException("RuntimeError", "dictionary changed size during iteration");
    }
}
