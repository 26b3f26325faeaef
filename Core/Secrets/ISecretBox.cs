namespace Supertrack.Core.Secrets;

/// <summary>Encrypts what must not lie readable in a state or a backup.</summary>
public interface ISecretBox
{
    string Seal(string secret);

    /// <exception cref="InvalidOperationException">It was sealed with another key or altered; the message names the key's file.</exception>
    string Open(string sealedText);
}
