using Contest.Infrastructure.Voting;

namespace Contest.Tests.Handlers.Voting;

/// <summary>The signed ids of voters' devices.</summary>
public class DeviceSealTests
{
    private string _folder = "";
    private DeviceSeal _seal = null!;

    [SetUp]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("contest-seal-").FullName;
        _seal = DeviceSeal.Open(_folder);
    }

    [TearDown]
    public void Remove()
    {
        _seal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_was_sealed_is_read_again_after_a_restart_too(bool owes)
    {
        DeviceSeal.Device device = new(Guid.NewGuid(), owes);
        var cookie = _seal.Seal(device);
        using var restarted = DeviceSeal.Open(_folder);

        Assert.That(_seal.Read(cookie), Is.EqualTo(device));
        Assert.That(restarted.Read(cookie), Is.EqualTo(device));
        Assert.That(cookie, Does.Match("^[A-Za-z0-9_-]{44}$"), "goes into a cookie as it is");
    }

    [Test]
    public void Whatever_character_is_changed_it_is_no_device_of_ours()
    {
        var cookie = _seal.Seal(new(Guid.NewGuid(), Owes: true));
        for (var at = 0; at < cookie.Length; at++)
            foreach (var other in "Aa0-_")
                if (other != cookie[at])
                    Assert.That(_seal.Read(cookie[..at] + other + cookie[(at + 1)..]), Is.Null, $"at {at}: {other}");
    }

    [TestCase("")]
    [TestCase("=")]
    [TestCase("+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/")]
    [TestCase("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四")]
    public void What_is_no_cookie_is_no_device(string cookie) => Assert.That(_seal.Read(cookie), Is.Null);

    [TestCase(0, true)]
    [TestCase(599, true)]
    [TestCase(600, false)]
    [TestCase(86_400, false)]
    [TestCase(-30, true)] // made by a node whose clock is ahead
    public void A_device_is_new_for_ten_minutes(int seconds, bool isNew)
    {
        DateTimeOffset made = new(2026, 6, 1, 8, 0, 0, 123, TimeSpan.FromHours(8));
        var device = DeviceSeal.Device.Make(made, owes: false);

        Assert.That(_seal.Read(_seal.Seal(device))!.Value.IsNew(made.AddSeconds(seconds)), Is.EqualTo(isNew));
    }

    [Test]
    public void An_id_that_does_not_say_when_it_was_made_is_no_new_device() =>
        Assert.That(new DeviceSeal.Device(Guid.NewGuid(), Owes: false).IsNew(DateTimeOffset.UnixEpoch), Is.False);

    [Test]
    public void Another_installation_cannot_make_one()
    {
        var elsewhere = Directory.CreateTempSubdirectory("contest-seal-").FullName;
        using var other = DeviceSeal.Open(elsewhere);
        Assert.That(_seal.Read(other.Seal(new(Guid.NewGuid(), Owes: false))), Is.Null);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Test, Repeat(20)]
    public void Nodes_that_start_at_once_share_one_key()
    {
        File.Delete(Path.Combine(_folder, "voter-device.key"));
        var nodes = new DeviceSeal[16];
        Parallel.For(0, nodes.Length, n => nodes[n] = DeviceSeal.Open(_folder));

        DeviceSeal.Device device = new(Guid.NewGuid(), Owes: false);
        Assert.That(nodes.Select(n => n.Seal(device)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(
            Directory.GetFiles(_folder).Select(Path.GetFileName),
            Is.EquivalentTo(["voter-device.key", "voter-device.key.lock"]),
            "nothing half-made is left"
        );
        foreach (var node in nodes)
            node.Dispose();
    }

    [Test]
    public void A_key_that_is_cut_short_is_refused_by_its_path()
    {
        var path = Path.Combine(_folder, "voter-device.key");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.That(() => DeviceSeal.Open(_folder), Throws.TypeOf<InvalidDataException>().With.Message.Contains(path));
    }

    [Test]
    public void Only_the_owner_may_read_the_key()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no such mode.");
        Assert.That(
            File.GetUnixFileMode(Path.Combine(_folder, "voter-device.key")),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
    }
}
