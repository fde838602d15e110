using System.Diagnostics;
using System.Text;

namespace Contest.Tests.Support;

/// <summary>A real clamd on a socket of its own; its only signature is the EICAR test pattern, so nothing is downloaded.</summary>
public sealed class Clamd : IDisposable
{
    private const string Program = "/usr/sbin/clamd";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("contest-clamd-").FullName;
    private readonly Process _process;

    /// <summary>The test pattern every scanner knows (eicar.org), put together so that no scanner finds it in this file.</summary>
    public static string Eicar { get; } = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private Clamd()
    {
        var database = Directory.CreateDirectory(Path.Combine(_folder, "db")).FullName;
        var hex = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Eicar));
        File.WriteAllText(Path.Combine(database, "eicar.ndb"), $"Test.Eicar:0:*:{hex}\n");
        var settings = Path.Combine(_folder, "clamd.conf");
        File.WriteAllText(
            settings,
            $"DatabaseDirectory {database}\nLocalSocket {Socket}\nForeground yes\nUser root\nOfficialDatabaseOnly no\n"
                + $"TemporaryDirectory {_folder}\nStreamMaxLength 100M\n"
        );
        _process = Process.Start(
            new ProcessStartInfo(Program, ["--config-file", settings])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _process.OutputDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        _process.ErrorDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Socket => Path.Combine(_folder, "clamd.sock");

    /// <summary>Starts it, or leaves the test out where no clamd is installed.</summary>
    public static async Task<Clamd> StartAsync()
    {
        if (!File.Exists(Program))
            Assert.Ignore("clamd is not installed (Debian: clamav-daemon).");
        Clamd clamd = new();
        var waited = Stopwatch.StartNew();
        while (!File.Exists(clamd.Socket))
        {
            if (waited.Elapsed > Patience || clamd._process.HasExited)
                throw new AssertionException("clamd did not start.");
            await Task.Delay(100);
        }
        return clamd;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
