using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class LegalStatusTests
{
    [TestCase("已受理", LegalStatusKind.Pending)]
    [TestCase("初审", LegalStatusKind.Pending)]
    [TestCase("公开", LegalStatusKind.Pending)]
    [TestCase("實質審查", LegalStatusKind.Pending)]
    [TestCase("复审", LegalStatusKind.Pending)]
    [TestCase("申请中（未授权）", LegalStatusKind.Pending)]
    [TestCase("授权有效", LegalStatusKind.InForce)]
    [TestCase("授權有效", LegalStatusKind.InForce)]
    [TestCase("授权公告", LegalStatusKind.InForce)]
    [TestCase("有效", LegalStatusKind.InForce)]
    [TestCase("部分无效后维持", LegalStatusKind.InForce)]
    [TestCase("部分無效後維持", LegalStatusKind.InForce)]
    [TestCase("已註冊", LegalStatusKind.InForce)]
    [TestCase("granted, in force", LegalStatusKind.InForce)]
    [TestCase("驳回", LegalStatusKind.Ended)]
    [TestCase("視為撤回", LegalStatusKind.Ended)]
    [TestCase("视为放弃", LegalStatusKind.Ended)]
    [TestCase("終止（未繳年費）", LegalStatusKind.Ended)]
    [TestCase("终止(未缴年费)", LegalStatusKind.Ended)]
    [TestCase("屆滿", LegalStatusKind.Ended)]
    [TestCase("全部无效", LegalStatusKind.Ended)]
    [TestCase("无效", LegalStatusKind.Ended)]
    [TestCase("Lapsed", LegalStatusKind.Ended)]
    [TestCase("", LegalStatusKind.Unknown)]
    [TestCase("见附件", LegalStatusKind.Unknown)]
    public void The_glossarys_words_are_read_in_either_script(string typed, LegalStatusKind kind) =>
        Assert.That(LegalStatus.Read(typed).Kind, Is.EqualTo(kind));

    [TestCase("授权有效，质押", StatusFlags.Pledged)]
    [TestCase("授權有效（質押）", StatusFlags.Pledged)]
    [TestCase("许可备案", StatusFlags.Licensed)]
    [TestCase("轉讓中", StatusFlags.InTransfer)]
    [TestCase("无效程序中", StatusFlags.InInvalidation)]
    [TestCase("保全", StatusFlags.Preserved)]
    [TestCase("恢复中", StatusFlags.InRestoration)]
    [TestCase("授权有效，无质押", StatusFlags.None)]
    public void A_flag_stands_beside_a_right_in_force(string typed, StatusFlags flags)
    {
        var status = LegalStatus.Read(typed);

        Assert.That((status.Kind, status.Flags), Is.EqualTo((LegalStatusKind.InForce, flags)));
    }
}
