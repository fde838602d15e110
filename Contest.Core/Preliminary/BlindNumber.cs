using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Contest.Core.Competitions;

namespace Contest.Core.Preliminary;

/// <summary>
/// The number a judge of an anonymous round knows an entry by (匿名编号, decision 0016): stable for an edition and entry,
/// never two entries' one, and told by nothing but the edition's key, as the public code leads to the public page.
/// </summary>
public static class BlindNumber
{
    /// <summary>The first number; all have five digits.</summary>
    public const int First = 10_000;

    /// <summary>Shown where the edition's key has been destroyed: rather no name than the public one.</summary>
    public const string Nameless = "—";

    private const int Range = 90_000;
    private const int HalfBits = 9;
    private const int Half = (1 << HalfBits) - 1;
    private const int Rounds = 6;

    /// <summary>The entry's blind number; null where judges are shown the code.</summary>
    /// <param name="competition">The edition with its stages.</param>
    /// <param name="preliminary">Its rulebook's preliminary.</param>
    /// <param name="number">The entry's number.</param>
    public static string? Of(Competition competition, JudgingRules preliminary, int number)
    {
        ArgumentNullException.ThrowIfNull(competition);
        ArgumentNullException.ThrowIfNull(preliminary);
        if (!Visibility.JudgesBlind(new(null, Role.Judge), competition.Stages, preliminary.IsAnonymous))
            return null;
        return competition.VoterKey is { } key ? Of(key, number) : Nameless;
    }

    /// <summary>
    /// The entry's blind number, <see cref="First"/> to 99,999: a permutation of the numbers by the key (a Feistel network
    /// of HMAC-SHA-256 over 18 bits, walked until it is in range), so that nothing has to be kept and nothing moves when
    /// entries come or go.
    /// </summary>
    /// <param name="editionKey">The edition's secret (<see cref="Competition.VoterKey"/>).</param>
    /// <param name="number">The entry's number, 0 to 89,999.</param>
    public static string Of(byte[] editionKey, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Range);
        var at = number;
        do at = Permute(editionKey, at);
        while (at >= Range);
        return $"{First + at}";
    }

    /// <summary>The number of the entry whose blind number this is; null: it is none.</summary>
    public static int? NumberOf(byte[] editionKey, string blind)
    {
        if (
            blind is not { Length: 5 }
            || !int.TryParse(blind, NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
            || shown < First
        )
            return null;
        var at = shown - First;
        do at = Undo(editionKey, at);
        while (at >= Range);
        return at;
    }

    private static int Permute(byte[] key, int value)
    {
        var (left, right) = (value >> HalfBits, value & Half);
        for (var round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ Mix(key, round, right));
        return (left << HalfBits) | right;
    }

    private static int Undo(byte[] key, int value)
    {
        var (left, right) = (value >> HalfBits, value & Half);
        for (var round = Rounds - 1; round >= 0; round--)
            (left, right) = (right ^ Mix(key, round, left), left);
        return (left << HalfBits) | right;
    }

    private static int Mix(byte[] key, int round, int half)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"blind number\n{round}\n{half}"), hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash) & Half;
    }
}
