using System.ComponentModel.DataAnnotations;

namespace Contest.Web.Operations;

/// <summary>The section <c>Contest</c> of the configuration. Checked at start; a wrong value says what to set.</summary>
public sealed class ContestSettings
{
    /// <summary>Folder for everything kept on this machine: embedded database, keys. Default: the user's data home.</summary>
    public string Data { get; init; } =
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.Create
            ),
            "contest",
            "default"
        );

    /// <summary>Demo mode: fictional people with a one-click sign-in page. Never on a machine with real data.</summary>
    public bool Demo { get; init; }

    /// <summary>The stage the demo edition stands at when it is first made.</summary>
    [RegularExpression("registration|voting|preliminary|draw|final|results")]
    public string DemoStage { get; init; } = "voting";

    /// <summary>False: no jobs run in this process (tests move the clock themselves).</summary>
    public bool Jobs { get; init; } = true;

    /// <summary>The address people use, for links in mails and QR codes, e.g. https://contest.example.gov.cn.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Ballots one network address may send a second, six times as many at once; a carrier's gateway needs more.</summary>
    [Range(1, 1_000_000)]
    public int BallotsPerSecond { get; init; } = 50;

    /// <summary>
    /// New devices one network (/24, /48) may bring to a vote in a minute before each owes a small sum, on each node.
    /// </summary>
    [Range(1, 1_000_000)]
    public int NewDevicesPerMinute { get; init; } = 60;

    /// <summary>How long the made voting page is used before it is asked whether it is still true, in milliseconds.</summary>
    [Range(0, 60_000)]
    public int PaperMilliseconds { get; init; } = 1000;

    /// <summary>ICP 备案 number for the footer.</summary>
    public string? IcpNumber { get; init; }

    /// <summary>公安备案 number for the footer.</summary>
    public string? PoliceNumber { get; init; }
}
