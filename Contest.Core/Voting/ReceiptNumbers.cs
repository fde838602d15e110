namespace Contest.Core.Voting;

/// <summary>
/// Which receipt a ballot gets: its arrival (<see cref="Ballot.Arrival"/>), encrypted by the edition's key to another number of the
/// same size (<see cref="Ff1"/>). So no two ballots of an edition have one receipt, nothing has to be searched for twins,
/// a receipt leads back to its ballot, and nobody without the key can tell an earlier from a later one or guess a valid one
/// better than one in as many as there are.
/// </summary>
public sealed class ReceiptNumbers(byte[] key) : IDisposable
{
    /// <summary>Bytes of an edition's key.</summary>
    public const int KeyBytes = 32;

    private const int Radix = 32;
    private const int Digits = 7;

    private readonly Ff1 _permutation = new(key, Radix, Digits);

    /// <summary>The receipts of ballots, in their order.</summary>
    /// <param name="arrivals">Each 0 to <see cref="ReceiptCode.Count"/> − 1.</param>
    public string[] Of(ReadOnlySpan<long> arrivals)
    {
        long[] numbers = [.. arrivals];
        _permutation.Encrypt(numbers);
        return Array.ConvertAll(numbers, ReceiptCode.Of);
    }

    /// <summary>The arrival of the ballot that has this receipt, if there is one.</summary>
    /// <param name="code">As it is stored (<see cref="ReceiptCode.Parse"/>).</param>
    public long ArrivalOf(string code)
    {
        Span<long> number = [ReceiptCode.NumberOf(code)];
        _permutation.Decrypt(number);
        return number[0];
    }

    /// <summary>The key ends with it.</summary>
    public void Dispose() => _permutation.Dispose();
}
