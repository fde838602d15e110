using System.Globalization;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>Another process holds the data folder. Says who, since when, and what to do.</summary>
public sealed class DataFolderInUse(string folder, InstanceLock.Holder? holder) : Exception(Sentence(folder, holder))
{
    private static string Sentence(string folder, InstanceLock.Holder? holder)
    {
        var who = holder is null
            ? "another process"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"process {holder.ProcessId}, since {holder.Since:yyyy-MM-dd HH:mm:ss} UTC"
            );
        return $"The data folder {folder} is in use by {who}. Stop that one first, or give this one another folder "
            + "(Contest__Data, deploy/run --data DIR).";
    }
}
