// Around the open sheet: the other sheets' states, what still waits on this device, reading ahead, and signing out.
import { shown, units } from "./points";
import { Sheet } from "./sheet";
import { find, say, type Page } from "./sheet-page";
import { forget, key, known, restore } from "./sheet-store";

interface Line { id: string; state: string; scored: number; of: number; total: number | null }

/** States and own totals of all sheets: asked of the server, never written into the page, which is kept offline. */
export async function states(open: string | null): Promise<void> {
  try {
    const r = await fetch("/api/sheets", { cache: "no-store" });
    if (!r.ok) return;
    for (const line of await r.json() as Line[]) {
      if (line.id === open) continue;
      const state = find(`[data-state="${line.id}"]`), score = find(`[data-score="${line.id}"]`);
      if (state) { state.textContent = say(line.state, line.scored, line.of); state.className = state.className.replace(/ is-\w+/, ` is-${line.state.toLowerCase()}`); }
      if (score) score.textContent = line.total === null ? "" : shown(units(String(line.total)) ?? 0);
    }
  } catch { /* offline: the page says what it said last */ }
}

/** Sheets left with something unsent, on this page or another, are sent as soon as the line is back. */
export async function leftovers(judge: string, device: string, open: string | null, changed: () => void): Promise<Sheet[]> {
  const waiting: Sheet[] = [];
  for (const id of await known(judge)) {
    const local = await restore(key(judge, id));
    const isWaiting = !local.submitted && (local.drop.length > 0 || local.submit > local.acked || Object.values(local.fields).some(f => f.rev > 0));
    if (id === open || !isWaiting) continue;
    const sheet = new Sheet(judge, id, device, changed);
    waiting.push(sheet);
    void sheet.open();
  }
  return waiting;
}

/** Signing out waits until nothing is unsent; then nothing of the judge stays on this device. */
export function signOut(page: Page, sheets: () => Sheet[]): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sign-out]"))
    form.addEventListener("submit", async e => {
      e.preventDefault();
      const unsent = sheets().filter(s => !s.isLocked).reduce((sum, s) => sum + s.waiting, 0);
      if (unsent > 0) return tell(say("unsent", unsent));
      await forget(page.judge);
      form.submit();
    });
}

/** Submitting all waits as well: a mark that is still here would come too late. */
export function submitAll(sheets: () => Sheet[]): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-submit-all]"))
    form.addEventListener("submit", e => {
      const unsent = sheets().filter(s => !s.isLocked).reduce((sum, s) => sum + s.waiting, 0);
      if (unsent === 0) return;
      e.preventDefault(); e.stopImmediatePropagation();
      tell(say("unsent", unsent));
    }, true);
}

function tell(words: string): void {
  const box = find("[data-unsent]") ?? find("[data-conflicts]");
  if (!box) return;
  const p = document.createElement("p");
  p.textContent = words;
  box.replaceChildren(p);
  box.hidden = false;
  box.classList.add("note", "note-error");
}
