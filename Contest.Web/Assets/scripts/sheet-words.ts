// What a judge writes beside the marks: note, flag, doubt, stepping back. Typed words stay on this device until the
// server has them; a lost connection loses no sentence.
import type { Sheet } from "./sheet";
import { find, say, type Page } from "./sheet-page";

/** Sends something about the sheet; the words say why it did not go, or null. */
export interface Notes { send: (path: string, body: object) => Promise<string | null>; flag: () => Promise<void>; tell: (text: string) => void }
const paths: Record<string, [string, string]> = { note: ["note", "PUT"], question: ["question", "POST"], recusal: ["recusal", "POST"] };

export function words(page: Page, sheet: Sheet): Notes {
  const id = page.sheet!.id, store = (name: string) => `words:${page.judge}:${id}:${name}`;
  const live = document.createElement("p");
  live.setAttribute("role", "status"); live.className = "hint told";
  find(".work")?.append(live);
  const tell = (text: string) => { live.textContent = text; };

  const post = async (path: string, body: object, again = true): Promise<string | null> => {
    const [address, method] = paths[path]!;
    const limit = new AbortController(), timer = setTimeout(() => limit.abort(), 10000);
    try {
      if (!sheet.token) sheet.token = ((await (await fetch(`/api/sheets/${id}`, { cache: "no-store" })).json()) as { token: string }).token;
      const r = await fetch(`/api/sheets/${id}/${address}`, {
        method, signal: limit.signal, keepalive: true,
        headers: { "Content-Type": "application/json", RequestVerificationToken: sheet.token }, body: JSON.stringify(body),
      });
      if (r.ok) return null;
      if (r.status === 401 || r.status === 403) return say("login");
      const problem = await r.json() as { code?: string; title?: string };
      if (problem.code === "judging.token_expired" && again) { sheet.token = ""; return await post(path, body, false); }
      return problem.title ?? say("silentNone");
    } catch {
      return say(navigator.onLine ? "silentNone" : "offlineNone");
    } finally { clearTimeout(timer); }
  };

  const box = find<HTMLInputElement>("[data-note] [type=checkbox]"), text = find<HTMLTextAreaElement>("#note");
  const showFlag = () => {
    const state = find("[data-flag-state]");
    if (state) state.textContent = say(box?.checked ? "flagged" : "note");
    find("[data-note]")?.classList.toggle("is-flagged", box?.checked === true);
  };
  const seen = { done: false };
  const showNote = () => {
    if (seen.done || !sheet.note) return;
    if (box) box.checked = sheet.note.isFlagged;
    if (text && text.value === "") text.value = sheet.note.note;
    seen.done = true;
    showFlag();
  };

  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-words]")) {
    const name = form.dataset.words!, area = form.querySelector("textarea")!;
    try { area.value = localStorage.getItem(store(name)) ?? area.value; } catch { /* only what the page holds */ }
    area.addEventListener("input", () => { try { localStorage.setItem(store(name), area.value); } catch { /* sent at once then */ } });
    form.addEventListener("submit", async e => {
      if (e.defaultPrevented) return;             // asked first
      e.preventDefault();
      const said = await post(name, name === "note" ? { note: area.value, isFlagged: box?.checked ?? false } : { reason: area.value });
      delete form.dataset.confirmed;
      if (said !== null) return tell(say("wordsKept", said));
      try { localStorage.removeItem(store(name)); } catch { /* nothing was kept */ }
      if (name === "recusal") return void leave();
      if (name === "question") form.reset();
      tell(say(name === "note" ? "wordsSaved" : "asked"));
      form.closest("details")?.removeAttribute("open");
      showFlag();
    });
  }
  box?.addEventListener("change", showFlag);

  /** The dossier is not the judge's any more: nor is its copy on this device. */
  const leave = async () => {
    try { await (await caches.open("judge-1")).delete(location.href, { ignoreVary: true, ignoreSearch: true }); } catch { /* there was none */ }
    location.href = "/jury";
  };

  const flag = async () => {
    if (!box) return;
    box.checked = !box.checked;
    showFlag();
    const said = await post("note", { isFlagged: box.checked });
    tell(said ?? say(box.checked ? "flagged" : "wordsSaved"));
  };
  setTimeout(showNote, 0);
  const read = setInterval(() => { if (sheet.token) { showNote(); clearInterval(read); } }, 200);
  return { send: post, flag, tell };
}
