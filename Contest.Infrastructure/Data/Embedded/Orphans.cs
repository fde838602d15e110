using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// Server processes that outlived their owner. A recorded pid may be a stranger's by now; a live process whose working
/// directory is the cluster is ours. Safe only while we hold the folder's lock.
/// </summary>
internal static class Orphans
{
    private static readonly (int Signal, TimeSpan Wait)[] Steps =
    [
        (Signals.Interrupt, TimeSpan.FromSeconds(20)),
        (Signals.Quit, TimeSpan.FromSeconds(10)),
        (Signals.Kill, TimeSpan.FromSeconds(10)),
    ];

    public static async Task EndAsync(string cluster, ILogger logger, CancellationToken cancel)
    {
        foreach (var (signal, wait) in Steps)
        {
            var left = Find(cluster);
            if (left.Count == 0)
                break;
            logger.LogWarning(
                "Ending {Count} server processes left in {Cluster} (signal {Signal})",
                left.Count,
                cluster,
                signal
            );
            foreach (var process in left.Where(p => left.TrueForAll(other => other.Id != p.ParentId)))
                Signals.Send(process.Id, signal);
            for (var waited = TimeSpan.Zero; waited < wait && Find(cluster).Count > 0; waited += Pause)
                await Task.Delay(Pause, cancel);
        }
        File.Delete(Path.Combine(cluster, "postmaster.pid"));
        foreach (var socket in Directory.GetFiles(cluster, ".s.PGSQL.*"))
            File.Delete(socket);
    }

    private static TimeSpan Pause => TimeSpan.FromMilliseconds(50);

    private static List<Left> Find(string cluster) =>
        [
            .. from folder in Directory.GetDirectories("/proc")
            let id = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
            where id > 0 && WorkingDirectory(folder) == cluster
            let parent = ParentOf(folder)
            where parent is not null
            select new Left(id, parent.Value),
        ];

    private static string? WorkingDirectory(string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(folder, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The parent's id; null when the process is gone or only waits to be reaped.</summary>
    private static int? ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Left(int Id, int ParentId);
}
