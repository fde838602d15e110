using System.Net;

namespace Contest.Infrastructure.Printing;

/// <summary>What a project's card shows: public fields only.</summary>
/// <param name="Picture">The figure's SVG, or the cover as an <c>img</c> with its bytes inside.</param>
public sealed record SocialCardFacts(string Contest, string Code, string Title, string Entrants, string Picture);

/// <summary>
/// A project's card for chat apps as a self-contained document of 1200 × 630 pixels, in the colours and lines of the
/// public pages. It says nothing in any language of ours, so that one card serves all readers.
/// </summary>
public static class SocialCard
{
    public const int Width = 1200;
    public const int Height = 630;

    private const string Layout = """
        html, body { margin: 0; width: 1200px; height: 630px; overflow: hidden; background: var(--surface); }
        .social { display: grid; grid-template-columns: 510px 1fr; width: 1200px; height: 630px; font-family: "Noto Sans CJK SC", var(--sans); color: var(--ink); }
        .social-figure { position: relative; height: 630px; background: var(--surface-sunk); overflow: hidden; }
        .social-figure .fig, .social-figure img { display: block; width: 510px; height: 630px; object-fit: cover; }
        .social-figure .fig { stroke-width: .7; }
        .social-figure .fig .n { font-size: 5px; }
        .social-text { position: relative; display: flex; flex-direction: column; min-width: 0; padding: 56px 60px 0 56px; }
        .social-code { align-self: flex-start; padding: 2px 20px; border-radius: 6px; background: var(--ink); color: var(--on-dark); font: 600 34px/1.5 var(--num); }
        .social h1 { margin: 26px 0 12px; padding-bottom: 6px; font: 700 64px/1.25 "Noto Serif CJK SC", var(--serif); overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow-wrap: anywhere; text-wrap: balance; }
        .social h1.is-long { font-size: 50px; -webkit-line-clamp: 4; }
        .social h1.is-longer { font-size: 42px; -webkit-line-clamp: 5; }
        .social-entrants { margin: 0; font-size: 30px; line-height: 1.45; color: var(--ink-2); overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
        .social-contest { position: absolute; left: 0; right: 0; bottom: 0; height: 104px; display: flex; align-items: center; padding: 0 60px 0 56px; overflow: hidden; background: linear-gradient(115deg, #06303f, #0b5268 60%, #0e6a80); color: var(--on-dark); font-size: 27px; line-height: 1.35; }
        .social-contest span { position: relative; }
        .social-contest .guilloche { position: absolute; right: -90px; top: -120px; width: 340px; height: 340px; opacity: .28; }
        """;

    /// <param name="look">The public pages' stylesheet: colours, fonts, the lines of figures.</param>
    public static string Html(SocialCardFacts facts, string look)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return $"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{Text(facts.Code)}</title>
            <style>{look}</style><style>{Layout}</style></head><body><div class="social">
            <div class="social-figure">{facts.Picture}</div>
            <div class="social-text"><span class="social-code">{Text(facts.Code)}</span>
            <h1 class="{SizeOf(facts.Title)}">{Text(facts.Title)}</h1>
            <p class="social-entrants">{Text(facts.Entrants)}</p>
            <div class="social-contest">{Guilloche.Rosette("guilloche")}<span>{Text(facts.Contest)}</span></div>
            </div></div></body></html>
            """;
    }

    /// <summary>By the room a title takes: a Latin letter takes half of a Chinese character's.</summary>
    private static string SizeOf(string title)
    {
        var halves = title.Sum(c => char.IsAscii(c) ? 1 : 2);
        return halves <= 48 ? ""
            : halves <= 80 ? "is-long"
            : "is-longer";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
