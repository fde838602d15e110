using System.Net;
using Contest.Core;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Registration;

/// <summary>申请回避 as an entrant writes it in the wizard, without script.</summary>
public sealed class AvoidListPagesTests
{
    [Test]
    public async Task Whom_an_entrant_asks_to_be_spared_is_kept_with_its_reason_and_no_more_than_the_rulebook_allows()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Registration);
        var person = await A.PersonAsync(app, "lin@example.invalid", Role.Entrant);
        var edition = await app.WithDbAsync(db => db.Competitions.Select(c => new { c.Id, c.Slug }).SingleAsync());
        var entry = A.Must(
            await app.WithAsync(
                (StartEntry a) =>
                    a.HandleAsync(new(edition.Id, null, "林工", null, new(person.Id, "林工", Role.Entrant)), default)
            )
        );
        var path = $"/my/{edition.Slug}/entries/{entry}/project";
        using Visitor lin = new(app);
        await lin.SendAsync("/account/sign-in", ("Email", "lin@example.invalid"), ("Password", A.Password));
        var (name, reason) = ("f:project/" + AvoidedFields.Name(2), "f:project/" + AvoidedFields.Reason(2));
        var step = await lin.SeeAsync(path);
        Assert.That(step.QuerySelector($"[name='f:project/{AvoidedFields.Name(3)}']"), Is.Null, "two, by the rulebook");

        var saved = await lin.SubmitAsync(step, path, (name, "顾承泽"), (reason, "曾为诉讼对方"));

        Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var again = await lin.SeeAsync(path);
        Assert.That(again.QuerySelector($"[name='{name}']")!.GetAttribute("value"), Is.EqualTo("顾承泽"));
        var fields = await app.WithDbAsync(db =>
            db.EntryFields.Where(f => f.EntryId == entry && f.Value != null && AvoidedFields.Paths.Contains(f.Path))
                .ToDictionaryAsync(f => f.Path, f => f.Value!)
        );
        Assert.That(
            AvoidedFields.Of(fields, 2),
            Is.EqualTo(new[] { new AvoidedFields.Avoided("顾承泽", "曾为诉讼对方") })
        );
    }
}
