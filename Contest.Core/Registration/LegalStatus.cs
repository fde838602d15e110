namespace Contest.Core.Registration;

/// <summary>What a legal status comes to (DOMAIN.md 2, legal status list).</summary>
public enum LegalStatusKind
{
    /// <summary>Nothing was typed, or it is not understood.</summary>
    Unknown = 0,

    /// <summary>已受理, 初审, 公开, 实质审查, 复审: applied for, not granted.</summary>
    Pending = 1,

    /// <summary>授权有效, 部分无效后维持.</summary>
    InForce = 2,

    /// <summary>驳回, 撤回, 放弃, 终止, 届满, 全部无效.</summary>
    Ended = 3,
}

/// <summary>What stands beside a status (DOMAIN.md 2): it does not end the right, and a person should know.</summary>
[Flags]
public enum StatusFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>质押.</summary>
    Pledged = 1,

    /// <summary>许可备案.</summary>
    Licensed = 2,

    /// <summary>转让中.</summary>
    InTransfer = 4,

    /// <summary>无效程序中.</summary>
    InInvalidation = 8,

    /// <summary>保全.</summary>
    Preserved = 16,

    /// <summary>恢复中.</summary>
    InRestoration = 32,

    /// <summary>诉讼, 纠纷.</summary>
    Disputed = 64,
}

/// <summary>A legal status read liberally: either script, with or without brackets, several words in one cell.</summary>
/// <param name="Kind">Pending, in force or ended; a word of an end outweighs the others.</param>
/// <param name="Flags">What stands beside it.</param>
/// <param name="IsPublished">The words say that the application was published (公开, 实质审查) or granted.</param>
public sealed record LegalStatus(LegalStatusKind Kind, StatusFlags Flags, bool IsPublished)
{
    private static readonly (string Word, StatusFlags Flag)[] FlagWords =
    [
        ("质押", StatusFlags.Pledged),
        ("PLEDGE", StatusFlags.Pledged),
        ("许可", StatusFlags.Licensed),
        ("LICEN", StatusFlags.Licensed),
        ("转让中", StatusFlags.InTransfer),
        ("转移中", StatusFlags.InTransfer),
        ("变更中", StatusFlags.InTransfer),
        ("无效程序", StatusFlags.InInvalidation),
        ("无效宣告程序", StatusFlags.InInvalidation),
        ("无效请求", StatusFlags.InInvalidation),
        ("无效宣告请求", StatusFlags.InInvalidation),
        ("无效审理", StatusFlags.InInvalidation),
        ("请求无效", StatusFlags.InInvalidation),
        ("UNDERINVALIDATION", StatusFlags.InInvalidation),
        ("保全", StatusFlags.Preserved),
        ("查封", StatusFlags.Preserved),
        ("恢复中", StatusFlags.InRestoration),
        ("恢复程序", StatusFlags.InRestoration),
        ("诉讼", StatusFlags.Disputed),
        ("纠纷", StatusFlags.Disputed),
        ("DISPUTE", StatusFlags.Disputed),
        ("LITIGATION", StatusFlags.Disputed),
    ];

    private static readonly string[] Negations = ["无质押", "未质押", "无许可", "未许可", "无诉讼", "无纠纷", "无争议"];

    // 部分无效后维持 keeps a right in force, so it goes before the ends
    private static readonly string[] Kept = ["部分无效", "维持有效", "维持专利权"];

    private static readonly string[] Ends =
    [
        "驳回",
        "撤回",
        "视撤",
        "放弃",
        "视放",
        "终止",
        "届满",
        "期满",
        "到期",
        "全部无效",
        "宣告无效",
        "失效",
        "无权",
        "未缴年费",
        "撤销",
        "REJECT",
        "WITHDRAWN",
        "ABANDON",
        "LAPSE",
        "EXPIRED",
        "CEASED",
        "REVOKED",
        "INVALID",
        "TERMINATED",
    ];

    private static readonly string[] Pendings =
    [
        "受理",
        "初审",
        "初步审查",
        "公开",
        "公布",
        "实质审查",
        "实审",
        "复审",
        "审查中",
        "审中",
        "在审",
        "申请中",
        "未授权",
        "待授权",
        "等待",
        "PENDING",
        "PUBLISHED",
        "EXAMINATION",
        "APPLICATION",
        "FILED",
    ];

    private static readonly string[] Forces =
    [
        "授权",
        "有效",
        "有权",
        "维持",
        "已授",
        "注册",
        "登记",
        "已核准",
        "专利权",
        "GRANT",
        "INFORCE",
        "VALID",
        "ACTIVE",
        "REGISTERED",
    ];

    private static readonly string[] Publics = ["公开", "公布", "实质审查", "实审", "复审", "PUBLISHED", "EXAMINATION"];

    /// <summary>The status the words stand for.</summary>
    public static LegalStatus Read(string? typed)
    {
        var key = Negations.Aggregate(
            Plain.Key(typed is { Length: > 200 } ? typed[..200] : typed),
            (text, word) => text.Replace(word, "", StringComparison.Ordinal)
        );
        var flags = StatusFlags.None;
        foreach (var (word, flag) in FlagWords)
            if (key.Contains(word, StringComparison.Ordinal))
            {
                flags |= flag;
                if (flag == StatusFlags.InInvalidation)
                    key = key.Replace(word, "", StringComparison.Ordinal);
            }
        var kind = KindOf(key, flags);
        return new(kind, flags, kind == LegalStatusKind.InForce || Has(key, Publics));
    }

    private static LegalStatusKind KindOf(string key, StatusFlags flags) =>
        Has(key, Kept) ? LegalStatusKind.InForce
        : key is "无效" || Has(key, Ends) ? LegalStatusKind.Ended
        : Has(key, Pendings) && !key.StartsWith("授权", StringComparison.Ordinal) ? LegalStatusKind.Pending
        : Has(key, Forces) || flags != StatusFlags.None ? LegalStatusKind.InForce
        : LegalStatusKind.Unknown;

    private static bool Has(string key, string[] words) =>
        key.Length > 0 && Array.Exists(words, word => key.Contains(word, StringComparison.Ordinal));
}
