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

    private async Task RegistrationAsync(Someone staff, Someone entrant)
    {
        await ClockAsync(Stage.Registration, opens: true);
        await ImportAsync(staff);
        await RegisterAsync(entrant);
        await ReviewAsync(staff, entrant);
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
        await FillAsync(page, ("Title", Project), ("ShortTitle", "触觉阵列"), ("Industry", "智能机器人"));
        await FillAsync(
            page,
            ("Summary", "以柔性衬底上的触觉阵列为核心，围绕材料、读出电路与标定方法布局专利，已进入机器人末端夹持器。")
        );
        await FillAsync(page, ("Market", "OnMarket"), ("FirstMarketOn", "2024-06-01"));
        await FillAsync(page, ("ContactName", entrant.Name), ("ContactPhone", "13800000000"));
        await FillAsync(page, ("ContactEmail", entrant.Mailbox));
        await FillAsync(page, ("Entrants[0].Name", "云江触感科技有限公司"), ("Entrants[0].Kind", "Company"));
        await FillAsync(page, ("Entrants[0].IdentifierKind", "CreditCode"), ("Entrants[0].Region", "云江市"));
        await FillAsync(page, ("Entrants[0].Identifier", "91350100M000100Y43"), ("Entrants[0].Revenue", "1200"));
        await FillAsync(page, ("Patents[0].Number", "ZL202310500001.2"), ("Patents[0].Kind", "Invention"));
        await FillAsync(page, ("Patents[0].Title", "一种柔性触觉传感阵列"), ("Patents[0].LegalStatus", "有效"));
        await FillAsync(page, ("Patents[0].Owners", "云江触感科技有限公司"), ("Patents[0].Inventors", "吴婷恩"));
        await FillAsync(page, ("Patents[0].FiledOn", "2023-05-04"), ("Patents[0].GrantedOn", "2025-01-07"));
        await page.CheckAsync("[name='Input.Patents[0].Core']");
        await page.CheckAsync("[name='Input.Declared']");
        await entrant.PressAsync("button[value=submit]");
        await Assertions
            .Expect(page.Locator("[name='Input.Patents[0].Number']"))
            .ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("[name='Input.Title']")).ToHaveValueAsync(Project);

        await FillAsync(page, ("Patents[0].Number", "ZL202310500001.1"));
        await page.CheckAsync("[name='Input.Declared']");
        await entrant.PressAsync("button[value=submit]");
        await entrant.SeesAsync("已提交");
    }

    /// <summary>Staff sends the new entry back, the entrant mends it, one entry is refused and all others are accepted.</summary>
    private static async Task ReviewAsync(Someone staff, Someone entrant)
    {
        await staff.GoAsync($"{Desk}/entries?q={Uri.EscapeDataString(Project)}");
        await staff.Page.ClickAsync($"main table a:has-text('{Project}')");
        await DecideAsync(staff, "Returned", "R05", "请在项目简介中写明对应的产品型号。");

        await entrant.GoAsync("/my/entries");
        await entrant.Page.ClickAsync($"main table a:has-text('{Project}')");
        await entrant.SeesAsync("请在项目简介中写明对应的产品型号。");
        await FillAsync(
            entrant.Page,
            (
                "Summary",
                "触觉阵列 CG-16 以柔性衬底为核心，围绕材料、读出电路与标定方法布局专利，已进入机器人末端夹持器。"
            )
        );
        await entrant.Page.CheckAsync("[name='Input.Declared']");
        await entrant.PressAsync("button[value=submit]");

        await staff.GoAsync($"{Desk}/entries");
        await staff.PressAsync("main .page-head a.btn-primary");
        await DecideAsync(staff, "Rejected", "R01", "不在参赛范围。");
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

    private static async Task FillAsync(IPage page, params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var input = page.Locator($"[name='Input.{field}']");
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
