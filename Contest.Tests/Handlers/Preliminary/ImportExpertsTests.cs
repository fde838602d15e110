using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

public sealed class ImportExpertsTests
{
    private const string Table =
        "姓名\t邮箱\t专业类别\t单位\tIPC\n"
        + "郭文\tguo@example.invalid\t技术\t沧澜研究院\tH01M\n"
        + "李敏\tlimin@example.invalid\t法律\t沧澜研究院\t\n"
        + "评委1\t\t金融\t云江第1研究所\t\n"
        + "评委2\t\t金融\t别的研究所\t\n";

    private StartLine _line = null!;
    private A.Edition _edition = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _line = new(2) { IsArmed = false };
        _edition = await A.EditionInVotingAsync(_line);
    }

    [TearDown]
    public async Task StopAsync() => await _edition.DisposeAsync();

    [Test]
    public async Task Good_lines_come_into_the_pool_and_the_others_are_given_back_with_their_reasons()
    {
        var before = await PoolAsync();

        var answer = A.Must(await ImportAsync());

        Assert.That(answer.Added, Is.EqualTo(2));
        Assert.That(
            answer.Rows.Select(r => string.Join(',', r.Findings.Select(f => f.Code))),
            Is.EqualTo(
                new[]
                {
                    "",
                    "paste.expert_discipline",
                    "paste.expert_no_mailbox,paste.expert_known",
                    "paste.expert_no_mailbox,paste.expert_namesake",
                }
            )
        );
        Assert.That(
            answer.Rest.Split('\n').Select(l => l.Split('\t')[0]),
            Is.EqualTo(new[] { "姓名", "李敏", "评委1" })
        );
        Assert.That(await PoolAsync(), Is.EquivalentTo(before.Concat(["郭文", "评委2"])));
        var guo = await _edition.Acts.WithDbAsync(db =>
            db.Experts.AsNoTracking().Include(e => e.Employments).SingleAsync(e => e.Name == "郭文")
        );
        Assert.That(
            (guo.Email, guo.Discipline, guo.IpcClasses[0], guo.Employments[0].Name),
            Is.EqualTo(("guo@example.invalid", Discipline.Technology, "H01M", "沧澜研究院"))
        );

        Assert.That((await ImportAsync()).Refusal?.Code, Is.EqualTo("paste.no_good_expert"), "the same again");
    }

    [Test]
    public async Task Two_who_import_one_table_at_once_bring_everybody_once()
    {
        var before = (await PoolAsync()).Count;
        _line.IsArmed = true;

        var both = await Task.WhenAll(ImportAsync(), ImportAsync());

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "paste.no_good_expert" }));
        Assert.That(await PoolAsync(), Has.Count.EqualTo(before + 2));
    }

    [Test]
    public async Task Only_an_organizer_imports()
    {
        foreach (var role in new[] { Role.Staff, Role.Supervisor, Role.Judge, Role.Entrant })
            Assert.That(
                (await ImportAsync(A.Organizer with { Role = role })).Refusal?.Code,
                Is.EqualTo("competition.organizer_only")
            );
    }

    private Task<Outcome<ImportExperts.Answer>> ImportAsync(Actor? actor = null) =>
        _edition.Acts.WithAsync(
            (ImportExperts a) => a.HandleAsync(new(_edition.Id, Table, actor ?? A.Organizer), default)
        );

    private Task<List<string>> PoolAsync() =>
        _edition.Acts.WithDbAsync(db => db.Experts.OrderBy(e => e.Name).Select(e => e.Name).ToListAsync());
}
