// Fetched when the judge's page stands: the dossier beside the sheet, keys, notes, the next dossier, reading ahead.
import { readAhead } from "../scripts/sheet-ahead";
import { dossier } from "../scripts/sheet-dossier";
import { folds } from "../scripts/sheet-folds";
import { keys } from "../scripts/sheet-keys";
import { following } from "../scripts/sheet-next";
import { words } from "../scripts/sheet-words";
import { find, type Page } from "../scripts/sheet-page";
import type { Tools } from "./judge";

export function more(page: Page, tools: Tools): void {
  void spread();
  setTimeout(() => void readAhead(), 1500);
  if (!page.sheet || !tools.sheet || !tools.screen) return;
  const panel = dossier(), notes = words(page, tools.sheet), next = following(page.sheet.id, tools, notes);
  keys(page.sheet, tools, { panel, notes, next, folds: folds() });
  document.documentElement.classList.add("has-keys");
}

/** The judge's own distribution is fetched, never kept with the page. */
async function spread(): Promise<void> {
  const box = find("[data-spread-here]");
  if (!box) return;
  try {
    const r = await fetch("/jury/distribution", { cache: "no-store" });
    if (!r.ok || r.redirected) return;
    const seen = new DOMParser().parseFromString(await r.text(), "text/html").querySelector("[data-spread]");
    if (seen?.children.length) box.replaceChildren(...seen.children);
  } catch { /* offline: the link stays */ }
}
