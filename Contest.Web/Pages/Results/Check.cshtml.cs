using Contest.Core;
using Contest.Core.Results;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Results;
using Contest.Web.Editions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Results;

/// <summary>Checks a certificate by its number: valid, revoked, or not ours; no personal data beyond what is printed.</summary>
public sealed class CheckModel(ContestDb db, CurrentEdition edition) : PageModel
{
    [FromQuery(Name = "number")]
    public string? Typed { get; init; }

    public bool IsAsked => !string.IsNullOrWhiteSpace(Typed);

    /// <summary>The check character is right.</summary>
    public bool IsWellFormed { get; private set; }
    public Certificate? Certificate { get; private set; }
    public CertificateFacts? Facts { get; private set; }
    public bool IsValid => Certificate is { RevokedAt: null };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await edition.FindNewestAsync(cancel);
        if (CertificateNumber.Parse(Typed) is not { } number)
            return;
        IsWellFormed = true;
        Certificate = await db
            .Certificates.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Number == number.ToString(), cancel);
        if (Certificate is not null)
            Facts = CanonicalJson.Read<CertificateFacts>(Certificate.Facts);
    }
}
