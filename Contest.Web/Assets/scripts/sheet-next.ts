// Where to go on: the server says which dossier comes next; without a network the list says it.
import { find } from "./sheet-page";
import type { Notes } from "./sheet-words";
import type { Tools } from "../pages/judge";

export interface Next { go: () => Promise<void>; afterSubmit: () => void; skip: () => Promise<void> }

export function following(id: string, tools: Tools, notes: Notes): Next {
  let waits = false;
  const go = async () => {
    waits = false;
    location.href = await ask() ?? fromList() ?? "/jury";
  };
  const ask = async (): Promise<string | null> => {
    const limit = new AbortController(), timer = setTimeout(() => limit.abort(), 4000);
    try {
      const r = await fetch(`/api/sheets/${id}/next`, { cache: "no-store", signal: limit.signal });
      if (!r.ok) return null;
      const { next } = await r.json() as { next: string | null };
      return next ? `/jury/sheets/${next}` : "/jury";
    } catch { return null; } finally { clearTimeout(timer); }
  };
  const fromList = (): string | null => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-rail]")], here = links.findIndex(a => a.dataset.rail === id);
    const open = [...links.slice(here + 1), ...links.slice(0, Math.max(here, 0))].find(a => !a.querySelector(".is-submitted, .is-recused, .is-setaside"));
    return open?.href ?? null;
  };
  tools.after = () => {
    const sheet = tools.sheet!;
    if (!waits) return;
    if (sheet.submitted || (sheet.submitQueued && (sheet.status === "offline" || sheet.status === "silent"))) void go();
    else if (!sheet.submitQueued && sheet.said) waits = false;   // the server has a reason; it stands at the bottom
  };
  const skip = async () => {
    await notes.send("note", { isSkipped: true });               // without a network it is only passed over
    await go();
  };
  find("[data-next]")?.addEventListener("click", e => { e.preventDefault(); void go(); });
  find("[data-skip]")?.addEventListener("submit", e => { e.preventDefault(); void skip(); });
  return { go, skip, afterSubmit: () => { waits = true; tools.after(); } };
}
