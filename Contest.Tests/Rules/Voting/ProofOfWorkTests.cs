using Contest.Core.Voting;

namespace Contest.Tests.Rules.Voting;

public class ProofOfWorkTests
{
    /// <summary>Worked out with Python's hashlib.</summary>
    [TestCase("00112233445566778899aabb", 15, 45871)]
    public void The_number_found_elsewhere_solves_the_sum_and_its_neighbour_does_not(string seed, int bits, long number)
    {
        Assert.That(ProofOfWork.IsSolved(seed, number, bits));
        Assert.That(ProofOfWork.IsSolved(seed, number + 1, bits), Is.False);
        Assert.That(ProofOfWork.IsSolved(seed, number, 32), Is.False);
    }

    [TestCase(61, 15)]
    [TestCase(119, 15)]
    [TestCase(120, 16)]
    [TestCase(240, 17)]
    [TestCase(1_000_000, 19)]
    public void The_sum_grows_by_a_bit_with_each_doubling_and_ends(int newDevices, int bits) =>
        Assert.That(ProofOfWork.Bits(newDevices, threshold: 60), Is.EqualTo(bits));
}
