using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class StoredFormTests
{
    [Test]
    public void Every_kind_is_written_so_that_it_is_read_back()
    {
        Assert.That(
            Enum.GetValues<EntrantKind>().Select(k => KindWords.Entrant(KindWords.Write(k))),
            Is.EqualTo(Enum.GetValues<EntrantKind>())
        );
        Assert.That(
            Enum.GetValues<IdentifierKind>().Select(k => KindWords.Identifier(KindWords.Write(k))),
            Is.EqualTo(Enum.GetValues<IdentifierKind>())
        );
        Assert.That(
            Enum.GetValues<PatentKind>().Select(k => KindWords.Patent(KindWords.Write(k))),
            Is.EqualTo(Enum.GetValues<PatentKind>())
        );
        Assert.That(
            Enum.GetValues<MarketStage>().Select(k => KindWords.Market(KindWords.Write(k))),
            Is.EqualTo(Enum.GetValues<MarketStage>())
        );
    }
}
