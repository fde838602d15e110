using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;

namespace Contest.Infrastructure.Competitions;

/// <summary>Makes an edition from a preset, with registration opening on a given day.</summary>
public sealed partial class CreateCompetition(ContestDb db, TimeProvider clock)
{
    // first words of other addresses: an edition must not hide them
    private static readonly string[] Reserved =
    [
        "account",
        "api",
        "certificates",
        "demo",
        "dist",
        "error",
        "health",
        "img",
        "jury",
        "metrics",
        "my",
        "organise",
    ];

    public sealed record Command(string Slug, string Preset, DateOnly FirstDay, Actor Actor);

    public async Task<Outcome<Competition>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!SlugForm().IsMatch(command.Slug) || Reserved.Contains(command.Slug))
            return new Refusal("competition.slug", command.Slug);
        if (!Presets.Names.Contains(command.Preset))
            return new Refusal("competition.preset", command.Preset);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rulebook = CanonicalJson.Write(Presets.Get(command.Preset).StartingOn(command.FirstDay));
        Competition competition = new()
        {
            Id = Guid.CreateVersion7(now),
            Slug = command.Slug,
            RulebookJson = rulebook,
            RulebookHash = CanonicalJson.HashText(rulebook),
            CreatedAt = now,
            VoterKey = RandomNumberGenerator.GetBytes(32),
            ReceiptKey = RandomNumberGenerator.GetBytes(ReceiptNumbers.KeyBytes),
        };
        competition.Stages.AddRange(
            Enum.GetValues<Stage>().Select(s => new StageRun { CompetitionId = competition.Id, Stage = s })
        );
        db.Add(competition);
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("competition.slug_taken", command.Slug);
        await db.RecordAsync(
            command.Actor,
            nameof(CreateCompetition),
            $"competition:{command.Slug}",
            now,
            competition.Id,
            after: new { command.Preset, competition.RulebookHash },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return competition;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugForm();
}
