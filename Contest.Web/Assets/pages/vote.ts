// A vote works as a plain form; here a second tap on the same button is swallowed while the first is under way.
export {};
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-vote], form[data-ballot]"))
  form.addEventListener("submit", e => {
    const button = form.querySelector("button");
    if (button?.getAttribute("aria-disabled") === "true" || button?.getAttribute("aria-busy") === "true") e.preventDefault();
    else button?.setAttribute("aria-busy", "true");
  });
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach(b => b.removeAttribute("aria-busy")));
