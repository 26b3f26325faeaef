using System.Security.Cryptography;
using System.Text;

namespace Supertrack.Core.Storage;

/// <summary>The name of a page that is the same however often the page is read again, so that it is stored once.</summary>
public static class BatchId
{
    /// <summary>32 hexadecimal digits: the first half of SHA-256 over dataset, run and page number.</summary>
    public static string For(DatasetId dataset, long run, long sequence)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var text = $"{dataset.Tenant}\n{dataset.Connector}\n{dataset.Stream}\n{run}\n{sequence}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
