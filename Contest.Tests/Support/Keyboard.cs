using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Support;

/// <summary>Somebody without a mouse: every step is a key, and after each the focus is somewhere, seen, and not under a bar.</summary>
public sealed class Keyboard(IPage page)
{
    private const int MostTabs = 150;

    /// <summary>What of the focused element nobody could see; empty when all is well.</summary>
    private const string Unseen = """
        async () => {
          const look = () => {
          const at = document.activeElement;
          if (!at || at === document.body) return "the focus is lost";
          if (at.id === "main") return "";
          const style = getComputedStyle(at), box = at.getBoundingClientRect();
          if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `no outline: ${at.outerHTML.slice(0, 120)}`;
          if (box.width === 0 || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `out of view: ${at.outerHTML.slice(0, 120)}`;
          const over = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 1), innerHeight - 1));
          return over && (at === over || at.contains(over) || over.contains(at) || over.closest("label")?.control === at) ? "" : `covered: ${at.outerHTML.slice(0, 120)} by ${over?.outerHTML.slice(0, 80)}`;
          };
          // styles and scrolling follow the focus by a frame or two
          for (let n = 0; n < 30 && look() !== ""; n++) await new Promise(requestAnimationFrame);
          return look();
        }
        """;

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Tabs until the first element of the selector has the focus, looking at every stop on the way.</summary>
    public async Task ToAsync(string selector)
    {
        for (var n = 0; n < MostTabs; n++)
        {
            if (await IsAtAsync(selector))
                return;
            await PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("document.activeElement !== document.body"))
                Assert.That(await page.EvaluateAsync<string>(Unseen), Is.Empty, page.Url);
        }
        Assert.Fail($"{selector} is not reached with Tab on {page.Url}");
    }

    /// <summary>Goes to a field and types into it, or turns to the nth choice of a list.</summary>
    public async Task TypeAsync(string selector, string text)
    {
        await ToAsync(selector);
        await PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    public async Task ChooseAsync(string selector, int nth)
    {
        await ToAsync(selector);
        await PressAsync("Home");
        for (var n = 0; n < nth; n++)
            await PressAsync("ArrowDown");
    }

    /// <summary>Goes to a button or a link, presses Enter and waits for the page that comes.</summary>
    public async Task EnterAsync(string selector)
    {
        await ToAsync(selector);
        await page.EvaluateAsync("document.documentElement.dataset.before = '1'");
        await PressAsync("Enter");
        await page.WaitForSelectorAsync("html:not([data-before])", new() { State = WaitForSelectorState.Attached });
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Where the keyboard goes on without a Tab: the element of the selector, and it is seen.</summary>
    public async Task IsLedToAsync(string selector)
    {
        await Assertions.Expect(page.Locator(selector).First).ToBeFocusedAsync();
        Assert.That(await page.EvaluateAsync<string>(Unseen), Is.Empty, page.Url);
    }

    /// <summary>A field says that it is wrong and, in words tied to it, why.</summary>
    public async Task SaysWhyAsync(string field)
    {
        await Assertions.Expect(page.Locator(field).First).ToHaveAttributeAsync("aria-invalid", "true");
        var why = await page.Locator(field)
            .First.EvaluateAsync<string>(
                "e => (e.getAttribute('aria-describedby') || '').split(' ').map(id => document.getElementById(id)?.querySelector('.field-error')?.innerText || '').join('')"
            );
        Assert.That(why, Is.Not.Empty, $"{field} at {page.Url}");
    }

    private Task<bool> IsAtAsync(string selector) =>
        page.EvaluateAsync<bool>("s => document.activeElement === document.querySelector(s)", selector);
}
