using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>What a judge writes beside the marks: the own note, and a doubt that organizers answer.</summary>
public sealed class SheetWordsTests
{
    private StartLine _line = null!;
    private A.Edition _edition = null!;
    private A.SheetOf _sheet = null!;
    private A.SheetOf _other = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _line = new(2) { IsArmed = false };
        _edition = await A.EditionInPreliminaryAsync(_line);
        var sheets = await A.SheetsAsync(_edition);
        _sheet = sheets[0];
        _other = sheets.First(s => s.PersonId != _sheet.PersonId);
    }

    [TearDown]
    public async Task StopAsync() => await _edition.DisposeAsync();

    [Test]
    public async Task What_is_left_out_stays_as_it_is_and_putting_off_has_its_moment()
    {
        A.Must(await NoteAsync(flag: true, note: " 核对专利 "));
        A.Must(await NoteAsync(skip: true));
        var note = A.Must(await NoteAsync(note: "已核对"));

        Assert.That(
            (note.IsFlagged, note.Note, note.SkippedAt),
            Is.EqualTo((true, "已核对", (DateTimeOffset?)_edition.Clock.GetUtcNow()))
        );
        Assert.That(A.Must(await NoteAsync(flag: false, skip: false)).SkippedAt, Is.Null);
        Assert.That(await _edition.Acts.WithDbAsync(db => db.Marks.AnyAsync()), Is.False);
    }

    [Test]
    public async Task Nobody_else_writes_a_note_and_a_long_one_is_refused_whole()
    {
        Assert.That(
            (await NoteAsync(note: "别人", person: _other.PersonId)).Refusal?.Code,
            Is.EqualTo("judging.not_yours")
        );
        Assert.That(
            (await NoteAsync(note: new('长', SheetNote.Longest + 1))).Refusal?.Code,
            Is.EqualTo("judging.note_too_long")
        );
        Assert.That((await NoteAsync(note: "a\0b")).Refusal?.Code, Is.EqualTo("judging.comment_character"));
        A.Must(await NoteAsync(note: new('长', SheetNote.Longest)));
    }

    [Test]
    public async Task Two_taps_at_once_on_a_sheet_without_a_note_make_one_with_both()
    {
        _line.IsArmed = true;

        var both = await Task.WhenAll(NoteAsync(flag: true), NoteAsync(note: "核对"));

        Assert.That(both.Select(b => b.Refusal), Is.All.Null);
        var note = await _edition.Acts.WithDbAsync(db => db.SheetNotes.SingleAsync());
        Assert.That((note.IsFlagged, note.Note), Is.EqualTo((true, "核对")));
    }

    [Test]
    public async Task A_doubt_is_asked_once_and_answered_once_by_an_organizer_and_both_are_on_record()
    {
        Assert.That((await AskAsync(" "))?.Code, Is.EqualTo("judging.question_reason"));
        Assert.That((await AskAsync("参赛主体？", _other.PersonId))?.Code, Is.EqualTo("judging.not_yours"));
        Assert.That(await AskAsync("参赛主体已注销？"), Is.Null);
        Assert.That((await AskAsync("再问"))?.Code, Is.EqualTo("judging.question_open"));
        var question = await _edition.Acts.WithDbAsync(db => db.EligibilityQuestions.SingleAsync());

        Assert.That(
            (await AnswerAsync(question, "可以", A.Supervisor))?.Code,
            Is.EqualTo("competition.organizer_only")
        );
        Assert.That((await AnswerAsync(question, " "))?.Code, Is.EqualTo("judging.answer_missing"));
        _line.IsArmed = true;
        var both = await Task.WhenAll(
            AnswerAsync(question, "未注销，可以评"),
            AnswerAsync(question, "请跳过", A.OtherOrganizer)
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "judging.question_answered" }));
        var answered = await _edition.Acts.WithDbAsync(db => db.EligibilityQuestions.SingleAsync());
        Assert.That(answered.Answer, Is.EqualTo(both[0] is null ? "未注销，可以评" : "请跳过"));
        var acts = await _edition.Acts.WithDbAsync(db =>
            db.AuditEvents.Where(e => e.Subject == $"sheet:{_sheet.Id}")
                .OrderBy(e => e.Number)
                .Select(e => e.Act)
                .ToListAsync()
        );
        Assert.That(acts, Is.EqualTo(new[] { nameof(QuestionEligibility), nameof(AnswerEligibility) }));
        Assert.That(await AskAsync("另一个疑问"), Is.Null, "an answered doubt is no obstacle to the next");
    }

    [Test]
    public async Task A_judge_who_stepped_back_writes_nothing_more()
    {
        A.Must(
            await _edition.Acts.WithAsync(
                (RecuseSheet a) => a.HandleAsync(new(_sheet.Id, _sheet.PersonId, "曾任顾问"), default)
            )
        );

        Assert.That((await NoteAsync(note: "x")).Refusal?.Code, Is.EqualTo("judging.not_yours"));
        Assert.That((await AskAsync("疑问"))?.Code, Is.EqualTo("judging.not_yours"));
    }

    private Task<Outcome<SheetNote>> NoteAsync(
        bool? flag = null,
        string? note = null,
        bool? skip = null,
        Guid? person = null
    ) =>
        _edition.Acts.WithAsync(
            (KeepSheetNote a) => a.HandleAsync(new(_sheet.Id, person ?? _sheet.PersonId, flag, note, skip), default)
        );

    private Task<Refusal?> AskAsync(string reason, Guid? person = null) =>
        _edition.Acts.WithAsync(
            (QuestionEligibility a) => a.HandleAsync(new(_sheet.Id, person ?? _sheet.PersonId, reason), default)
        );

    private Task<Refusal?> AnswerAsync(EligibilityQuestion question, string answer, Actor? actor = null) =>
        _edition.Acts.WithAsync(
            (AnswerEligibility a) => a.HandleAsync(new(_edition.Id, question.Id, answer, actor ?? A.Organizer), default)
        );
}
