using Microsoft.Playwright;

namespace Contest.Tests.Support;

/// <summary>What a reader of large type would notice at once: lines over each other, lines out of the page.</summary>
public static class TextOverlaps
{
    /// <summary>No line of text lies on another or beyond the edge, and the page does not scroll sideways.</summary>
    public static async Task HasNoOverlapsAsync(this IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        // what is stamped in or counted up is looked at when it has come to rest
        await page.EvaluateAsync(
            "Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished.catch(() => null)))"
        );
        Assert.That(await page.EvaluateAsync<string[]>(Find), Is.Empty, page.Url);
    }

    /// <summary>Lines as they are drawn, without what a clamp or a scroller hides; bars that float are looked at by themselves.</summary>
    private const string Find = """
        () => {
          const found = [], lines = [], body = document.scrollingElement;
          if (body.scrollWidth > innerWidth) {
            const widest = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3);
            found.push(`the page is ${body.scrollWidth} wide of ${innerWidth}: ${widest.map(e => e.outerHTML.slice(0, 80)).join(' ')}`);
          }
          const clips = e => { const o = getComputedStyle(e); return [o.overflowX, o.overflowY].some(v => v !== 'visible') ? e.getBoundingClientRect() : null; };
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const home = node.parentElement;
            if (!node.data.trim() || home.closest('svg, script, template, noscript, .visually-hidden, .skip, [hidden], details:not([open]) > :not(summary)')) continue;
            const hidden = [], bar = home.closest('.bottom-bar');
            let isScrolled = false;
            for (let e = home; e && e !== document.body; e = e.parentElement) {
              const box = clips(e);
              if (box) { hidden.push(box); isScrolled = isScrolled || getComputedStyle(e).overflowX === 'auto'; }
            }
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const r of range.getClientRects()) {
              const [x, y] = [(r.left + r.right) / 2, (r.top + r.bottom) / 2];
              if (r.width < 2 || r.right < 0 || hidden.some(h => x < h.left || x > h.right || y < h.top || y > h.bottom)) continue;
              if (!isScrolled && (r.right > innerWidth + 1)) found.push(`beyond the edge: ${node.data.trim()}`);
              const letters = r.height / 4; // a line's box is higher than its letters
              lines.push({ node, bar, left: r.left, right: r.right, top: r.top + letters, bottom: r.bottom - letters });
            }
          }
          lines.forEach((a, i) => lines.slice(i + 1).forEach(b => {
            if (a.node !== b.node && a.bar === b.bar
              && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
              found.push(`${a.node.data.trim()} lies on ${b.node.data.trim()}`);
          }));
          return found.slice(0, 10);
        }
        """;
}
