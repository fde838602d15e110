using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// After kill -9 of us or of the postmaster, backends can live on, and the recorded pid may be a stranger's by now. What
/// counts is who has the cluster as working directory. Safe only while we hold the instance lock.
/// </summary>
internal static class Orphans
{
    public static void End(Cluster cluster, ILogger logger)
    {
        for (var attempt = 0; attempt < 100 && Living(cluster) is { Count: > 0 } living; attempt++)
        {
            logger.LogWarning("Ending {Count} PostgreSQL processes left over in {Folder}", living.Count, cluster.Data);
            foreach (var pid in living)
                Signal(attempt < 50 ? "INT" : "QUIT", pid);
            Thread.Sleep(200);
        }
        if (Living(cluster).Count > 0)
            throw new EmbeddedPostgresUnavailable(
                $"PostgreSQL processes of {cluster.Data} do not end. End them by hand and start again."
            );
        File.Delete(cluster.PidFile);
        foreach (var left in Directory.GetFiles(cluster.Home, ".s.PGSQL.*"))
            File.Delete(left);
    }

    /// <summary>The processes that work in the cluster's folder.</summary>
    private static List<int> Living(Cluster cluster)
    {
        List<int> found = [];
        foreach (var folder in Directory.GetDirectories("/proc"))
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && WorksIn(folder, cluster.Data)
            )
                found.Add(pid);
        return found;
    }

    private static bool WorksIn(string process, string data)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).ResolveLinkTarget(returnFinalTarget: false)?.FullName
                == data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone meanwhile, or another user's
        }
    }

    internal static void Signal(string name, int pid)
    {
        using var kill = Process.Start(
            new ProcessStartInfo("kill", ["-s", name, pid.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardError = true,
            }
        )!;
        kill.WaitForExit();
    }
}
