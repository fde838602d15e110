using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Organise.People;

/// <summary>The outbox: what waits, what failed and why. Bodies are not shown: they carry personal links.</summary>
public sealed class MailModel(ContestDb db, CurrentEdition edition, IOptions<SmtpSettings> smtp) : PageModel
{
    public sealed record Line(
        string To,
        string Subject,
        DateTimeOffset QueuedAt,
        int Tries,
        DateTimeOffset NextTryAt,
        string? LastError,
        bool HasFailed
    );

    private const int Shown = 200;

    public TimeZoneInfo Zone => edition.Zone;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int Waiting { get; private set; }
    public int Failed { get; private set; }
    public int Sent { get; private set; }
    public bool HasServer => smtp.Value.Host is { Length: > 0 };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.People))
            return Forbid();
        var mails = db.OutboxMails.Where(m => m.ForgetAt == null); // who votes is nobody's business here
        Sent = await mails.CountAsync(m => m.SentAt != null, cancel);
        Failed = await mails.CountAsync(m => m.SentAt == null && m.FailedFor != null, cancel);
        Waiting = await mails.CountAsync(m => m.SentAt == null && m.FailedFor == null, cancel);
        Lines = await mails
            .Where(m => m.SentAt == null)
            .OrderByDescending(m => m.FailedFor != null)
            .ThenByDescending(m => m.QueuedAt)
            .Take(Shown)
            .Select(m => new Line(
                m.To,
                m.Subject,
                m.QueuedAt,
                m.Tries,
                m.NextTryAt,
                m.FailedFor ?? m.LastError,
                m.FailedFor != null
            ))
            .ToListAsync(cancel);
        return Page();
    }
}
