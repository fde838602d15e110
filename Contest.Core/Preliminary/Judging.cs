namespace Contest.Core.Preliminary;

/// <summary>A judge's trade, for mixed panels (DOMAIN.md 1.7).</summary>
public enum Discipline
{
    /// <summary>知识产权.</summary>
    IntellectualProperty = 1,

    /// <summary>技术.</summary>
    Technology = 2,

    /// <summary>投资与金融.</summary>
    Finance = 3,

    /// <summary>产业.</summary>
    Industry = 4,
}

/// <summary>A member of an edition's jury (评审专家).</summary>
public sealed class Judge
{
    /// <summary>The judge's identity in this edition.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The person who signs in; null until the invitation is taken.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The judge's name as shown in the hall.</summary>
    public required string Name { get; set; }

    /// <summary>The employer, as typed: the conflict of the obvious kind is compared with it.</summary>
    public required string Employer { get; set; }

    /// <summary>The trade.</summary>
    public Discipline Discipline { get; set; }

    /// <summary>Sits in the final as well.</summary>
    public bool IsFinalJudge { get; set; }

    /// <summary>The expert of the pool who is appointed here.</summary>
    public Guid ExpertId { get; init; }

    /// <summary>评审组, 1, 2 …: the panel of the preliminary; null where the rulebook has none or no plan is applied.</summary>
    public int? Panel { get; set; }

    /// <summary>When the judge dropped out of the preliminary (退出): gets no more dossiers; null while on the jury.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Why the judge dropped out; at most 500 characters.</summary>
    public string? LeftReason { get; set; }
}

/// <summary>Which panel reads an entry of the preliminary; written with the plan.</summary>
public sealed class EntryPanel
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>评审组, 1, 2 ….</summary>
    public int Panel { get; set; }
}

/// <summary>
/// One judge's sheet for one entry of one round (Preliminary or Final): the current state of the offline-safe
/// protocol of DESIGN.md 9. What arrived is in <see cref="SheetPatch"/>, what was submitted in <see cref="Mark"/>.
/// </summary>
public sealed class JudgeSheet
{
    /// <summary>The sheet's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary><see cref="Stage.Preliminary"/> or <see cref="Stage.Final"/>.</summary>
    public Stage Round { get; init; }

    /// <summary>The judge.</summary>
    public Guid JudgeId { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>
    /// 评分表版本: the code of the variant it was made with (<see cref="Competitions.SheetVariant"/>); null for the main
    /// sheet. Fixed once something was typed: a later correction of the entry changes no criteria under given marks.
    /// </summary>
    public string? Variant { get; set; }

    /// <summary>Raised by one with every applied patch.</summary>
    public long Version { get; set; }

    /// <summary>Fields, acknowledged revisions and open conflicts as JSON (DESIGN.md 9).</summary>
    public required string State { get; set; }

    /// <summary>When the judge submitted; from then on the sheet is locked.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When and why the judge stepped back for this entry (回避); no marks are counted then.</summary>
    public DateTimeOffset? RecusedAt { get; set; }

    /// <summary>The reason of the recusal.</summary>
    public string? RecusalReason { get; set; }

    /// <summary>How often it was submitted: 0 never, 1 once, more after it was unlocked. Marks of the last one count.</summary>
    public int Submissions { get; set; }

    /// <summary>When two people set its marks aside (late conflict, drop-out): kept, and not counted.</summary>
    public DateTimeOffset? SetAsideAt { get; set; }

    /// <summary>Why they were set aside.</summary>
    public string? SetAsideReason { get; set; }

    /// <summary>
    /// A conflict of interest between its judge and its entry is open or upheld. Written by the database alone, which
    /// takes no state, submission or mark while it is true.
    /// </summary>
    public bool IsBarred { get; private set; }
}

/// <summary>One patch of a sheet as it arrived; append-only.</summary>
public sealed class SheetPatch
{
    /// <summary>1, 2 … over all sheets, in the order of arrival.</summary>
    public long Id { get; init; }

    /// <summary>The sheet.</summary>
    public Guid SheetId { get; init; }

    /// <summary>The device's random id.</summary>
    public required string Device { get; init; }

    /// <summary>The device's revision.</summary>
    public long Revision { get; init; }

    /// <summary>The patch as sent, JSON.</summary>
    public required string Patch { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What one judge gave one criterion of one entry (评分); written once, on submission; append-only.</summary>
public sealed class Mark
{
    /// <summary>The sheet.</summary>
    public Guid SheetId { get; init; }

    /// <summary>Which submission of the sheet, from 1: an unlocked sheet is submitted again, the former marks stay.</summary>
    public int Submission { get; init; } = 1;

    /// <summary>The criterion's code in the rulebook's score sheet.</summary>
    public required string Criterion { get; init; }

    /// <summary>Points, 0 … the criterion's maximum, in its steps.</summary>
    public decimal Points { get; init; }
}

/// <summary>
/// A round's computed standings, closed and never changed: ranks, ties, and the calculation of each number. What two
/// people decide between the close and the confirmation (a drop-out, a late conflict) makes a new sheet; the last counts.
/// </summary>
public sealed class StandingSheet
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary><see cref="Stage.Preliminary"/> or <see cref="Stage.Final"/>.</summary>
    public Stage Round { get; init; }

    /// <summary>1 for the sheet of the close, 2, 3 … for what was computed anew after it.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The standings with their worked calculations, canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Json"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was computed.</summary>
    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>Who closed the round.</summary>
    public required string By { get; init; }
}

/// <summary>An entry that goes on to the final (晋级).</summary>
public sealed class Finalist
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>Its place in its group after the preliminary.</summary>
    public int Place { get; init; }

    /// <summary>The running order (路演序号) once drawn, 1, 2 ….</summary>
    public int? Slot { get; set; }
}
