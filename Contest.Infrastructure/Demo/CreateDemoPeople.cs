using Contest.Core;

namespace Contest.Infrastructure.Demo;

/// <summary>The organisers' side of the demo edition. May run twice.</summary>
public sealed class CreateDemoPeople(DemoPeople people)
{
    public async Task HandleAsync(CancellationToken cancel)
    {
        await people.AddAsync("方慧敏", Role.Organizer, "fang.huimin", null, cancel);
        await people.AddAsync("梁启文", Role.Organizer, "liang.qiwen", null, cancel);
        await people.AddAsync("许若岚", Role.Staff, "xu.ruolan", null, cancel);
        await people.AddAsync("邓嘉豪", Role.Staff, "deng.jiahao", null, cancel);
        await people.AddAsync("秦守正", Role.Supervisor, "qin.shouzheng", null, cancel);
    }
}
