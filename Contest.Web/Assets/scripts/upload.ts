import { ask } from "./ask";
// Files in chunks: what a chunk's answer confirmed is on the server's disk. After a lost connection the server is asked
// how far it is; after a closed browser the same file is chosen again. One file of a page is sent at a time.
const CHUNK = 1024 * 1024, LONGEST = 15_000;
type State = { id: string; slot: string; name: string; size: number; received: number; done: boolean; state: string; kind: string; token?: string };
type Said = { code?: string; title?: string; received?: number };
class Refused extends Error { constructor(readonly said: Said, readonly status: number) { super(said.title ?? ""); } }

const fill = (text: string, ...by: string[]) => text.replace(/\{(\d)\}/g, (_, n) => by[+n] ?? "");
const bytes = (n: number) => n >= 1048576 ? `${(n / 1048576).toFixed(1)} MB` : `${Math.ceil(n / 1024)} KB`;
const pause = (ms: number) => new Promise<void>(done => {
  const end = () => { removeEventListener("online", end); clearTimeout(timer); done(); };
  const timer = setTimeout(end, ms);
  addEventListener("online", end);
});

function desk(root: HTMLElement): void {
  const api = root.dataset.files!, say = root.dataset as Record<string, string>;
  let token = root.querySelector<HTMLInputElement>("[name=__RequestVerificationToken]")?.value ?? "", busy = 0;
  let last: Promise<void> = Promise.resolve();
  const running = new Map<HTMLElement, AbortController>();

  const call = async <T>(method: string, path: string, body?: BodyInit, signal?: AbortSignal): Promise<T> => {
    const headers: Record<string, string> = { RequestVerificationToken: token };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    const answer = await fetch(api + path, { method, body, headers, signal, cache: "no-store", credentials: "same-origin" });
    const text = await answer.text(), said = text.startsWith("{") ? JSON.parse(text) : {};
    if (said.token) token = said.token;
    if (!answer.ok) throw new Refused(said, answer.status);
    return said as T;
  };

  const find = <E extends Element = HTMLElement>(row: Element, what: string) => row.querySelector<E>(`[data-${what}]`);
  const show = (row: HTMLElement, words: string, kind: string) => {
    const pill = find(row, "state")!;
    if (pill.textContent !== words) pill.textContent = words;
    pill.className = `pill pill-${kind}`;
  };
  const progress = (row: HTMLElement, received: number) => {
    const size = +row.dataset.size!, words = fill(say.progress!, bytes(received), bytes(size));
    find(row, "arrived")!.textContent = words;
    const bar = row.querySelector(".progress");
    bar?.setAttribute("aria-label", words);
    bar?.querySelector(".progress-front")?.setAttribute("width", String(Math.floor(received * 10000 / size) / 100));
  };
  const complain = (row: HTMLElement, words: string) => {
    row.querySelector(".field-error")?.remove();
    if (!words) return;
    const p = document.createElement("p");
    p.className = "field-error"; p.setAttribute("role", "alert"); p.textContent = words; row.append(p);
  };
  const room = (slot: HTMLElement) => {
    const full = slot.querySelectorAll("[data-file]").length >= +slot.dataset.most!;
    const form = find(slot, "upload"), note = find(slot, "full");
    if (form) form.hidden = full && !slot.querySelector("[data-open]");
    if (note) note.hidden = !full;
  };

  const newRow = (slot: HTMLElement, file: File) => {
    const row = (root.querySelector<HTMLTemplateElement>("template[data-row]")!.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>("li")!;
    row.dataset.name = file.name; row.dataset.size = String(file.size || 1); row.dataset.stamp = String(file.lastModified);
    find(row, "name-of")!.textContent = file.name; find(row, "size-of")!.textContent = bytes(file.size);
    find(row, "remove")!.querySelector("button")!.setAttribute("aria-label", `${find(row, "remove")!.textContent!.trim()} ${file.name}`);
    find(slot, "rows")!.append(row);
    return row;
  };
  const done = (row: HTMLElement, is: State) => {
    const link = document.createElement("a");
    link.href = `/files/${is.id}`; link.textContent = is.name; link.dataset.nameOf = "";
    find(row, "name-of")!.replaceWith(link);
    row.removeAttribute("data-open"); row.querySelector(".progress")?.remove(); find(row, "arrived")!.textContent = "";
    show(row, is.state, is.kind);
  };

  // Whatever is not a refusal is a connection: wait, ask how far the server is, go on.
  const send = async (row: HTMLElement, slot: HTMLElement, file: File): Promise<void> => {
    const stop = new AbortController();
    running.set(row, stop); busy++;
    const retry = find<HTMLButtonElement>(row, "retry");
    if (retry) retry.hidden = true;
    complain(row, "");
    let at = 0, wait = 1000, lost = !!row.dataset.file;
    const path = () => `/${row.dataset.file}`;
    try {
      while (!stop.signal.aborted) {
        try {
          if (!row.dataset.file) {
            show(row, say.sending!, "busy");
            const begun = await call<State>("POST", "", JSON.stringify({ slot: slot.dataset.slot, name: file.name, size: file.size, stamp: String(file.lastModified) }), stop.signal);
            row.dataset.file = begun.id;
          }
          if (lost) {
            const is = await call<State>("GET", path(), undefined, stop.signal);
            if (is.done) return done(row, is);
            at = is.received; lost = false;
          }
          progress(row, at);
          if (at < file.size) {
            show(row, say.sending!, "busy");
            at = (await call<{ received: number }>("PUT", `${path()}?offset=${at}`, file.slice(at, at + CHUNK), stop.signal)).received;
            wait = 1000;
            continue;
          }
          show(row, say.checking!, "busy");
          return done(row, await call<State>("POST", path(), undefined, stop.signal));
        } catch (e) {
          if (stop.signal.aborted) return;
          const refused = e instanceof Refused ? e : null;
          if (refused?.said.code === "file.offset") { at = refused.said.received ?? 0; continue; }
          const isSignedOut = refused?.status === 401, isStale = refused?.said.code === "file.token_expired";
          const isAway = !refused || isSignedOut || isStale || refused.status === 429 || (refused.status >= 500 && !refused.said.code?.startsWith("file."));
          if (!isAway) {
            show(row, say.failed!, "error");
            complain(row, refused!.message);
            // what the server holds on to can be tried again, what it threw away cannot
            const isKept = refused!.status >= 500 || refused!.said.code === "file.not_complete";
            if (retry) { retry.hidden = !isKept; retry.onclick = () => queue(row, slot, file); }
            if (!isKept) { row.removeAttribute("data-open"); row.querySelector(".progress")?.remove(); find(row, "arrived")!.textContent = ""; }
            return;
          }
          lost = !!row.dataset.file;
          if (isStale && !row.dataset.file) await call("GET", "").catch(() => null);
          show(row, isSignedOut ? say.signedOut! : say.waiting!, "warn");
          if (!isStale) await pause(wait);
          wait = Math.min(wait * 2, LONGEST);
          if (isStale) await pause(200);
        }
      }
    } finally { busy--; running.delete(row); room(slot); }
  };
  const queue = (row: HTMLElement, slot: HTMLElement, file: File) => {
    show(row, say.sending!, "busy");
    last = last.then(() => row.isConnected ? send(row, slot, file) : undefined);
  };

  const chosen = (slot: HTMLElement, file: File) => {
    const rows = [...slot.querySelectorAll<HTMLElement>("[data-open]")];
    const same = rows.find(r => !running.has(r) && r.dataset.name === file.name && r.dataset.size === String(file.size) && r.dataset.stamp === String(file.lastModified));
    queue(same ?? newRow(slot, file), slot, file);
    room(slot);
  };

  for (const slot of root.querySelectorAll<HTMLElement>("[data-slot]")) {
    const form = find<HTMLFormElement>(slot, "upload");
    if (form) {
      const button = find(form, "plain"), input = form.querySelector<HTMLInputElement>("input[type=file]")!;
      if (button) button.hidden = true;
      form.addEventListener("submit", e => e.preventDefault());
      input.addEventListener("change", () => { for (const file of [...input.files ?? []]) chosen(slot, file); input.value = ""; });
    }
    room(slot);
  }
  root.addEventListener("submit", async e => {
    const form = e.target as HTMLFormElement;
    if (form.dataset.remove === undefined) return;
    e.preventDefault();
    const row = form.closest<HTMLElement>("[data-file]")!, slot = form.closest<HTMLElement>("[data-slot]")!;
    const yes = form.querySelector("button")!.textContent!.trim(), isOpen = row.dataset.open !== undefined;
    if (!isOpen && row.querySelector("a") && !await ask(fill(say.delete!, row.dataset.name!), yes, say.no!)) return;
    running.get(row)?.abort();
    try {
      if (row.dataset.file) await call("DELETE", `/${row.dataset.file}`);
      row.remove();
    } catch (failed) { complain(row, failed instanceof Refused ? failed.message : say.waiting!); }
    room(slot);
    find<HTMLInputElement>(slot, "upload")?.querySelector<HTMLInputElement>("input[type=file]")?.focus();
  });
  addEventListener("beforeunload", e => { if (busy) e.preventDefault(); });
}

export function uploads(): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-files]")) desk(root);
}
