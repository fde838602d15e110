using System.Text.Json;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Contest.Web.Security;

/// <summary>
/// The two halves of a passkey, adding and using it: the page's script asks for options, the device answers, the
/// server checks. Every post carries the antiforgery token in the header <c>RequestVerificationToken</c>.
/// </summary>
public static class PasskeyApi
{
    public sealed record Answer(JsonElement Credential, string? Name = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var passkey = routes
            .MapGroup("/account/passkey")
            .AddEndpointFilter(CheckAntiforgeryAsync)
            .RequireRateLimiting(RateLimits.SignIn);
        passkey.MapPost("/request-options", RequestOptionsAsync);
        passkey.MapPost("/sign-in", SignInAsync);
        passkey.MapPost("/creation-options", CreationOptionsAsync).RequireAuthorization();
        passkey.MapPost("/add", AddAsync).RequireAuthorization();
        passkey.MapPost("/step-up", StepUpAsync).RequireAuthorization();
    }

    private static async ValueTask<object?> CheckAntiforgeryAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();
    }

    private static async Task<IResult> RequestOptionsAsync(HttpContext http, SignInManager<Person> signIn)
    {
        // without a name: the device offers what it has, and nobody learns which addresses are known
        var person = await signIn.UserManager.GetUserAsync(http.User);
        return Json(await signIn.MakePasskeyRequestOptionsAsync(person));
    }

    private static async Task<IResult> SignInAsync(Answer answer, SignInManager<Person> signIn)
    {
        var result = await signIn.PasskeySignInAsync(answer.Credential.GetRawText());
        if (!result.Succeeded)
            return Results.UnprocessableEntity();
        return Results.Ok(new { Signed = true });
    }

    private static async Task<IResult> CreationOptionsAsync(HttpContext http, SignInManager<Person> signIn)
    {
        if (await signIn.UserManager.GetUserAsync(http.User) is not { } person)
            return Results.Unauthorized();
        var options = await signIn.MakePasskeyCreationOptionsAsync(
            new()
            {
                Id = person.Id.ToString(),
                Name = person.Email!,
                DisplayName = person.DisplayName,
            }
        );
        return Json(options);
    }

    private static async Task<IResult> AddAsync(
        Answer answer,
        HttpContext http,
        SignInManager<Person> signIn,
        ContestDb db,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var people = signIn.UserManager;
        if (await people.GetUserAsync(http.User) is not { } person)
            return Results.Unauthorized();
        // a new way in is as serious as what cannot be undone
        if (person.PasswordHash is not null && !StepUp.IsFresh(http.User, clock))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var attestation = await signIn.PerformPasskeyAttestationAsync(answer.Credential.GetRawText());
        if (!attestation.Succeeded || attestation.UserEntity.Id != person.Id.ToString())
            return Results.UnprocessableEntity();
        attestation.Passkey.Name = PasskeyNames.Clean(answer.Name);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var added = await people.AddOrUpdatePasskeyAsync(person, attestation.Passkey);
        if (!added.Succeeded)
            return Results.UnprocessableEntity();
        await db.RecordAsync(
            http.User.Actor(),
            "AddPasskey",
            $"person:{person.Id}",
            clock.GetUtcNow(),
            after: new { attestation.Passkey.Name },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> StepUpAsync(
        Answer answer,
        HttpContext http,
        SignInManager<Person> signIn,
        TimeProvider clock
    )
    {
        var assertion = await signIn.PerformPasskeyAssertionAsync(answer.Credential.GetRawText());
        if (!assertion.Succeeded || assertion.User.Id != http.User.PersonId())
            return Results.UnprocessableEntity();
        await signIn.UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await StepUp.ProveAsync(signIn, assertion.User, clock);
        return Results.NoContent();
    }

    private static IResult Json(string json) => Results.Text(json, "application/json");
}

/// <summary>The name a person gives a passkey.</summary>
public static class PasskeyNames
{
    public const int Longest = 60;

    public static string Clean(string? name)
    {
        var text = (name ?? "").Trim();
        return text.Length == 0 ? Texts.Account.Passkey : text[..Math.Min(text.Length, Longest)];
    }
}
