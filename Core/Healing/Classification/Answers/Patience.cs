using System.Text.RegularExpressions;

namespace Supertrack.Core.Healing.Classification.Answers;

/// <summary>
/// Every expression has a time bound. A text that exhausts one (built to, or merely huge) tells that reader nothing; the rest of the answer is judged without it.
/// </summary>
internal static class Patience
{
    public static T? Within<T>(Func<T?> reading)
        where T : class
    {
        try
        {
            return reading();
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    public static void Within(Action reading)
    {
        try
        {
            reading();
        }
        catch (RegexMatchTimeoutException)
        {
            // what was found before the bound is kept
        }
    }
}
