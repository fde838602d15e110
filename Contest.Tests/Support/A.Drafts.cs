using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Registration.Drafts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

public static partial class A
{
    public static Actor Lin { get; } = new(Guid.CreateVersion7(), "林工", Role.Entrant);

    public static Actor Stranger { get; } = new(Guid.CreateVersion7(), "别人", Role.Entrant);

    /// <summary>A form in which nothing is to be mended.</summary>
    public static RegistrationForm Form() =>
        new(
            new(
                0,
                "",
                "低功耗热泵",
                "",
                Presets.Get("jianggao-like").Industries[0],
                "一台更省电的热泵。",
                "未上市",
                "",
                "林工",
                "13800000000",
                "lin@example.invalid",
                ""
            ),
            [new(0, "", "沧澜有限公司", "企业", "统一社会信用代码", "91000000MA0000A19C", "市外", "12.50", "")],
            [
                new(
                    0,
                    "",
                    "202419999991.X",
                    "一种热泵",
                    "发明",
                    "沧澜有限公司",
                    "林工",
                    "2024-01-02",
                    "",
                    "实质审查",
                    "是"
                ),
            ]
        );

    public static Task<Outcome<Guid>> StartEntryAsync(Acts acts, Guid edition, Actor? actor = null) =>
        acts.WithAsync(
            (StartEntry act) => act.HandleAsync(new(edition, null, "林工", null, actor ?? Lin), CancellationToken.None)
        );

    /// <summary>A draft with the form's fields written in it, the declaration accepted too.</summary>
    public static async Task<Guid> DraftAsync(
        Acts acts,
        Guid edition,
        RegistrationForm? form = null,
        Actor? actor = null
    )
    {
        var entry = (await StartEntryAsync(acts, edition, actor)).Value;
        await DeclareAsync(acts, entry, actor);
        await WriteAsync(acts, entry, form ?? Form(), actor);
        return entry;
    }

    public static Task<SaveFields.Answer> WriteAsync(
        Acts acts,
        Guid entry,
        RegistrationForm form,
        Actor? actor = null
    ) => TypeAsync(acts, entry, actor, [.. DraftOf.Form(form, PublishedFields.Default)]);

    public static Task<SaveFields.Answer> DeclareAsync(Acts acts, Guid entry, Actor? actor = null) =>
        TypeAsync(acts, entry, actor, new KeyValuePair<string, string>("declaration/accepted", "2026-1"));

    /// <summary>Saves fields as somebody who has seen all that was written before.</summary>
    public static async Task<SaveFields.Answer> TypeAsync(
        Acts acts,
        Guid entry,
        Actor? actor,
        params KeyValuePair<string, string>[] fields
    )
    {
        var seen = await acts.WithDbAsync(db =>
            db.EntryFields.Where(f => f.EntryId == entry).ToDictionaryAsync(f => f.Path, f => f.Edit)
        );
        return await SaveAsync(
            acts,
            entry,
            actor,
            [.. fields.Select(f => new FieldChange(f.Key, f.Value, seen.GetValueOrDefault(f.Key)))]
        );
    }

    public static Task<SaveFields.Answer> SaveAsync(
        Acts acts,
        Guid entry,
        Actor? actor,
        IReadOnlyList<FieldChange> changes
    ) => acts.WithAsync((SaveFields act) => act.HandleAsync(new(entry, changes, actor ?? Lin), CancellationToken.None));

    public static Task<SubmitEntry.Answer> SubmitAsync(Acts acts, Guid entry, Actor? actor = null) =>
        acts.WithAsync(
            (SubmitEntry act) =>
                act.HandleAsync(
                    new(entry, "本单位承诺……", "https://contest.example", actor ?? Lin),
                    CancellationToken.None
                )
        );

    public static Task<Refusal?> WithdrawAsync(Acts acts, Guid entry, Actor? actor = null) =>
        acts.WithAsync((WithdrawEntry act) => act.HandleAsync(new(entry, actor ?? Lin), CancellationToken.None));
}
