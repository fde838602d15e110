using Contest.Core;
using Contest.Core.Registration;
using Microsoft.AspNetCore.Identity;

namespace Contest.Infrastructure.People;

/// <summary>Someone who signs in. Voters and visitors are never persons.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>The name others see.</summary>
    public required string DisplayName { get; set; }

    /// <summary>What the person is to the contest; one role a person. The sign-in cookie's role claim is made from it.</summary>
    public Role Role { get; set; }

    /// <summary>The language of mails: zh-CN, zh-HK or en.</summary>
    public string Culture { get; set; } = "zh-CN";
}

/// <summary>A personal link that makes one account. The token itself is only in the mail; here is its hash.</summary>
public sealed class Invitation
{
    public Guid Id { get; init; }
    public required string Email { get; init; }
    public required string DisplayName { get; init; }
    public Role Role { get; init; }

    /// <summary>The judge this account will be, when a judge is invited.</summary>
    public Guid? JudgeId { get; init; }

    /// <summary>The organisation this account will act for, when an entrant's colleague is invited.</summary>
    public Guid? EntrantId { get; init; }

    /// <summary>As what; given exactly when <see cref="EntrantId"/> is.</summary>
    public MemberRole? MemberRole { get; init; }

    /// <summary>The member who invites; null for the contest's office.</summary>
    public Guid? InvitedById { get; init; }

    /// <summary>Lower-case hex SHA-256 of the token.</summary>
    public required string TokenHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Taken back by an organizer, or replaced by a newer invitation.</summary>
    public DateTimeOffset? VoidedAt { get; set; }

    /// <summary>The language of the mail: zh-CN, zh-HK or en.</summary>
    public string Culture { get; init; } = "zh-CN";
    public required string InvitedBy { get; init; }
}
