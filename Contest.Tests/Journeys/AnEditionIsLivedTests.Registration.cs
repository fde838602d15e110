using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

public sealed partial class AnEditionIsLivedTests
{
    private const int Projects = 70;

    private const string Project = "柔性触觉传感阵列产业化";

    private async Task RegistrationAsync(Someone organizer, Someone staff, Someone entrant)
    {
        await ClockAsync(Stage.Registration, opens: true);
        await ImportAsync(staff);
        await RegisterAsync(entrant);
        await ReviewAsync(organizer, staff, entrant);
        await ClockAsync(Stage.Registration, opens: false);
    }

    /// <summary>An entrant opens an account, makes a mistake in the form, loses nothing, and submits.</summary>
    private async Task RegisterAsync(Someone entrant)
    {
        var page = entrant.Page;
        await entrant.OpenAccountAsync("/account/register");
        await entrant.GoAsync(await LinkAsync(entrant));
        await entrant.TypePasswordAsync();
        await entrant.PressAsync("main form .btn-primary");
        await entrant.SeesAsync("邮箱已确认");
        await entrant.GoAsync("/my/entries");
        await entrant.GoAsync($"/my/{Slug}/entries");
        await entrant.PressAsync("main form .btn-primary");
        await WriteAsync(
            page,
            ("project/title", Project),
            ("project/shortTitle", "触觉阵列"),
            ("project/industry", "智能机器人")
        );
        await WriteAsync(
            page,
            (
                "project/summary",
                "以柔性衬底上的触觉阵列为核心，围绕材料、读出电路与标定方法布局专利，已进入机器人末端夹持器。"
            )
        );
        await WriteAsync(page, ("project/market", "已上市"), ("project/firstMarketOn", "2024-06-01"));
        await WriteAsync(page, ("project/contactName", entrant.Name), ("project/contactPhone", "13800000000"));
        await WriteAsync(page, ("project/contactEmail", entrant.Mailbox));
        await entrant.PressAsync("button[value=next]");
        await entrant.PressAsync("button[value='add:entrants']");
        await WriteAsync(page, ("/name", "云江触感科技有限公司"), ("/kind", "企业"));
        await WriteAsync(page, ("/identifierKind", "统一社会信用代码"), ("/region", "云江市"));
        await WriteAsync(page, ("/identifier", "91350100M000100Y43"), ("/revenue", "1200"));
        await entrant.PressAsync("button[value=next]");
        await entrant.PressAsync("button[value='add:patents']");
        await WriteAsync(
            page,
            ("/number", "ZL202310500001.2"),
            ("/title", "一种柔性触觉传感阵列"),
            ("/kind", "发明专利")
        );
        await WriteAsync(page, ("/owners", "云江触感科技有限公司"), ("/inventors", "吴婷恩"), ("/legalStatus", "有效"));
        await WriteAsync(page, ("/filedOn", "2023-05-04"), ("/grantedOn", "2025-01-07"));
        await page.CheckAsync("[data-path$='/core']");
        await entrant.PressAsync("button[value=next]");
        await entrant.PressAsync(".form-actions a.btn-primary");
        await page.CheckAsync("[data-path='declaration/accepted']");
        await entrant.PressAsync("button[value=next]");
        await entrant.PressAsync("form[action*='handler=Submit'] button");
        await Assertions.Expect(page.Locator(".mend-list:not(.checks) a")).ToHaveCountAsync(1);

        await entrant.PressAsync(".mend-list:not(.checks) a");
        await Assertions.Expect(page.Locator("[data-path$='/number']")).ToHaveAttributeAsync("aria-invalid", "true");
        await WriteAsync(page, ("/number", "ZL202310500001.1"));
        await Assertions.Expect(page.Locator("#saved .pill-ok")).ToBeVisibleAsync();
        await entrant.GoAsync(await OwnAsync(entrant));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Project);
        await entrant.PressAsync("form[action*='handler=Submit'] button");
        await entrant.SeesAsync("已提交");
        Assert.That(await page.Locator(".receipt-line h2").TextContentAsync(), Does.Contain("-1"));
    }

    /// <summary>The address of one's own entry as a whole: the last of the steps.</summary>
    private static async Task<string> OwnAsync(Someone entrant) =>
        (await entrant.Page.Locator(".steps li:last-child a").GetAttributeAsync("href"))!;

    /// <summary>Staff sends the new entry back, the entrant mends it, one entry is refused by two people and all others are accepted.</summary>
    private static async Task ReviewAsync(Someone organizer, Someone staff, Someone entrant)
    {
        await staff.GoAsync($"{Desk}/entries?q={Uri.EscapeDataString(Project)}");
        await staff.Page.ClickAsync($"main table a:has-text('{Project}')");
        await DecideAsync(staff, "Returned", "R05", "请在项目简介中写明对应的产品型号。");

        await entrant.GoAsync("/my/entries");
        await entrant.Page.ClickAsync($"main table a:has-text('{Project}')");
        await entrant.SeesAsync("请在项目简介中写明对应的产品型号。");
        await entrant.PressAsync(".steps li:first-child a");
        await WriteAsync(
            entrant.Page,
            (
                "project/summary",
                "触觉阵列 CG-16 以柔性衬底为核心，围绕材料、读出电路与标定方法布局专利，已进入机器人末端夹持器。"
            )
        );
        await entrant.PressAsync("button[value=next]");
        await entrant.GoAsync(await OwnAsync(entrant));
        await entrant.PressAsync("form[action*='handler=Submit'] button");
        await entrant.SeesAsync("已提交");

        await staff.GoAsync($"{Desk}/entries");
        await staff.PressAsync("main .page-head a.btn-primary");
        await DecideAsync(staff, "Rejected", "R01", "不在参赛范围。");
        await staff.SeesAsync("须由另一位审查人或组委会成员确认");
        await organizer.GoAsync(new Uri(staff.Page.Url).PathAndQuery);
        await organizer.PressAsync("button[name=confirm][value=true]");
        await organizer.SeesAsync("已确认不通过");
        for (var left = Projects; left > 0; left--)
        {
            await staff.PressAsync("a[rel=next]");
            await DecideAsync(staff, "Accepted");
        }
        await staff.GoAsync($"{Desk}/entries");
        Assert.That(await staff.Page.Locator("main .page-head a.btn-primary").CountAsync(), Is.Zero);
    }

    private static async Task DecideAsync(Someone staff, string outcome, string? reason = null, string note = "")
    {
        await staff.Page.CheckAsync($"[name='Input.Outcome'][value={outcome}]");
        if (reason is not null)
        {
            await staff.Page.EvaluateAsync("document.querySelector('details.reasons').open = true");
            await staff.Page.CheckAsync($"[name='Input.Reasons'][value={reason}]");
        }
        await staff.Page.FillAsync("[name='Input.Note']", note);
        await staff.PressAsync("aside form .btn-primary");
    }

    /// <summary>Fields of a console form, by their names.</summary>
    private static Task FillAsync(IPage page, params (string Field, string Value)[] fields) =>
        TypeAsync(page, fields, field => $"[name='Input.{field}']");

    /// <summary>Fields of the entry being written, by the ends of their paths.</summary>
    private static Task WriteAsync(IPage page, params (string Path, string Value)[] fields) =>
        TypeAsync(page, fields, path => $"[data-path$='{path}']");

    private static async Task TypeAsync(IPage page, (string Field, string Value)[] fields, Func<string, string> at)
    {
        foreach (var (field, value) in fields)
        {
            var input = page.Locator(at(field));
            if (await input.EvaluateAsync<bool>("e => e.tagName === 'SELECT'"))
                await input.SelectOptionAsync(value);
            else
                await input.FillAsync(value);
        }
    }

    /// <summary>The workbook as the office keeps it is refused with its findings; corrected, it is taken over as a whole.</summary>
    private static async Task ImportAsync(Someone staff)
    {
        var page = staff.Page;
        await staff.GoAsync($"{Desk}/entries");
        await staff.GoAsync($"{Desk}/entries/import");
        await CheckAsync(staff, File.ReadAllBytes(Checkout.Path("Contest.Tests", "Data", "registrations.xlsx")));
        Assert.That(await page.Locator("form[action*='handler=Import']").CountAsync(), Is.Zero);
        Assert.That(await page.Locator("#found ~ table tbody tr").CountAsync(), Is.GreaterThan(5));

        await CheckAsync(staff, DemoWorkbook.CorrectedFile());
        await page.CheckAsync("[name=AcceptWarnings]");
        await staff.PressAsync("form[action*='handler=Import'] .btn-primary");
        while (await page.Locator("progress").CountAsync() > 0) // the import goes on by itself
            await page.ReloadAsync();
        await staff.GoAsync($"{Desk}/entries");
        await staff.SeesAsync($"{Projects}");
    }

    private static async Task CheckAsync(Someone staff, byte[] workbook)
    {
        await staff.Page.SetInputFilesAsync(
            "#workbook",
            new FilePayload
            {
                Name = "报名汇总表.xlsx",
                MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Buffer = workbook,
            }
        );
        await staff.PressAsync("form[action*='handler=Check'] button");
    }
}
