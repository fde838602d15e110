// A step of a registration: every field is saved as it is typed (DESIGN.md 8). Without this script the buttons save the step.
import { clash, control, controls, put, say, unsavedText, valueOf, type Control, type Found } from "../scripts/draft-fields";
import { read, write } from "../scripts/draft-store";

interface Field { path: string; edit: number; value: string | null }
interface Clash { path: string; theirs: string | null; edit: number; said: string }
interface View { fields: Field[]; conflicts: Clash[]; unsaved: Found[]; found: Found[]; steps: Record<string, string>; at: string; token?: string }

const form = document.querySelector<HTMLFormElement>("#draft[data-locked=false]"), line = document.getElementById("saved");
if (form && line) start(form, line);
arrive();
addEventListener("load", () => requestAnimationFrame(() => { if (document.activeElement === document.body) arrive(); }));   // a browser at a fragment that takes no keys lets go of it

/** A link or a button led to a field or a row: what it lies in opens, and the keyboard goes on there. */
function arrive(): void {
  const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!at) return;
  for (let up: HTMLElement | null = at; up; up = up.parentElement) if (up instanceof HTMLDetailsElement) up.open = true;
  (at.matches("[data-path], button") ? at : at.querySelector<HTMLElement>("[data-path]"))?.focus();
}

function start(form: HTMLFormElement, line: HTMLElement): void {
  const key = `draft:${form.dataset.entry}`, api = form.dataset.api ?? "", words = line.dataset;
  const hidden = form.elements.namedItem("seen") as HTMLInputElement;
  const seen: Record<string, number> = JSON.parse(hidden.value || "{}");
  const open = new Set<string>();                  // fields with a conflict: not sent until the person has chosen
  let token = (form.elements.namedItem("__RequestVerificationToken") as HTMLInputElement | null)?.value ?? "";
  let outbox = read(key), timer = 0, tries = 0, busy = false, stopped = false, signedOut = false, ended = false, renewed = false;

  const pending = () => Object.keys(outbox).filter(p => !open.has(p));
  const pill = (kind: string, text: string, link?: string) => {
    const p = line.querySelector<HTMLElement>(".pill") ?? line;
    p.className = `pill pill-${kind}`; p.textContent = text;
    line.querySelector("a")?.remove();
    if (link) { const a = document.createElement("a"); a.href = link; a.textContent = words.signIn ?? ""; line.append(" ", a); }
  };
  const count = (text: string | undefined) => (text ?? "").replace("{0}", String(Object.keys(outbox).length));
  const keep = () => { write(key, outbox); hidden.value = JSON.stringify(seen); };

  function edit(c: Control): void {
    const path = c.dataset.path!;
    outbox[path] = { v: valueOf(c), seen: seen[path] ?? 0, sent: outbox[path]?.sent };
    if (open.has(path)) return keep();
    c.classList.add("unsaved");
    keep();
    if (ended) return accessEnded();
    if (!stopped) pill("busy", words.saving ?? "");
    schedule(600);
  }
  function schedule(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => { void send(false); }, wait);
  }

  async function send(leaving: boolean): Promise<void> {
    const paths = pending();
    if (paths.length === 0 || stopped || (busy && !leaving)) return;
    busy = true;
    const sent = paths.map(path => { const o = outbox[path]!; return { path, value: o.sent ??= o.v, seen: o.seen }; });
    keep();
    const stop = new AbortController(), late = setTimeout(() => stop.abort(), 10000);
    try {
      const answer = await fetch(api, {
        method: "PUT", keepalive: leaving, signal: stop.signal, credentials: "same-origin",
        headers: { "Content-Type": "application/json", RequestVerificationToken: token },
        body: JSON.stringify({ changes: sent }),
      });
      if (answer.ok) { tries = 0; renewed = false; took(sent, await answer.json() as View); }
      else await refused(answer);
    } catch { later(navigator.onLine ? words.busy : words.away); }
    finally { clearTimeout(late); busy = false; }
    if (pending().length > 0 && !stopped && tries === 0) schedule(50);
  }

  function later(text: string | undefined): void {
    tries++;
    pill("warn", count(text));
    schedule(Math.min(10000, 1000 * 2 ** Math.min(tries, 4)) * (.75 + Math.random() / 2));
  }
  async function refused(answer: Response): Promise<void> {
    if (answer.status === 401 || answer.status === 403) { stopped = signedOut = true; return pill("error", words.signedOut ?? "", `/account/sign-in?returnUrl=${encodeURIComponent(location.pathname)}`); }
    if (answer.status === 404) return accessEnded();
    if (answer.status === 423) {
      stopped = true;
      const why = (await answer.json().catch(() => ({}))) as { detail?: string };
      return pill("error", `${count(words.locked)} ${why.detail ?? ""}`);
    }
    if (answer.status === 400 && !renewed) { renewed = true; await refresh(); return schedule(0); }
    later(words.busy);
  }

  /** The entry is no longer this person's: nothing is sent any more, and what was typed stays to be copied. */
  function accessEnded(): void {
    stopped = ended = true;
    clearTimeout(timer);
    pill("error", count(words.ended));
    const box = document.getElementById("ended")!, text = box.querySelector("textarea")!;
    text.value = unsavedText(outbox);
    box.hidden = false;
    (text.closest(".kept") as HTMLElement).hidden = text.value === "";
  }

  function took(sent: { path: string; value: string }[], view: View): void {
    const refusedPaths = new Set([...view.conflicts, ...view.unsaved].map(u => u.path));
    for (const field of view.fields) {
      const mine = outbox[field.path], was = sent.find(s => s.path === field.path);
      if (refusedPaths.has(field.path)) continue;
      seen[field.path] = field.edit;
      const c = control(field.path);
      if (mine && was && mine.v === was.value) { delete outbox[field.path]; c?.classList.remove("unsaved"); }
      else if (mine) { mine.seen = field.edit; if (was) delete mine.sent; }
      // what a number says fills what nobody has written; what a colleague wrote stays theirs
      if (c && !outbox[field.path] && valueOf(c) !== (field.value ?? "")) put(c, field.value ?? "");
    }
    for (const u of view.unsaved) delete outbox[u.path];
    for (const two of view.conflicts) conflict(two);
    keep();
    say([...view.unsaved, ...view.found]);
    steps(view.steps);
    if (open.size > 0) pill("error", words.conflict ?? "");
    else if (pending().length === 0) pill("ok", (words.saved ?? "").replace("{0}", view.at));
  }

  function conflict(two: Clash): void {
    const c = control(two.path);
    if (!c) { delete outbox[two.path]; return; }
    open.add(two.path);
    clash(c, two.said, two.theirs ?? "", words, mine => {
      open.delete(two.path);
      seen[two.path] = two.edit;
      if (mine) { edit(c); schedule(0); }
      else { delete outbox[two.path]; put(c, two.theirs ?? ""); c.classList.remove("unsaved"); keep(); if (pending().length === 0 && open.size === 0) pill("ok", (words.saved ?? "").replace("{0}", "")); }
    });
  }

  function steps(states: Record<string, string>): void {
    for (const item of document.querySelectorAll<HTMLElement>("[data-step]")) {
      const state = states[item.dataset.step!], said = item.querySelector<HTMLElement>(".step-state");
      if (!state || !said) continue;
      item.className = `step-${state}`;
      said.textContent = (JSON.parse(said.dataset.words ?? "{}") as Record<string, string>)[state] ?? said.textContent;
    }
  }

  /** What colleagues have written since, and a fresh token: fields that are not being written in here follow. */
  async function refresh(): Promise<void> {
    try {
      const answer = await fetch(api, { cache: "no-store", credentials: "same-origin" });
      if (answer.status === 404) return accessEnded();
      if (!answer.ok) return;
      const view = await answer.json() as View;
      token = view.token ?? token;
      if (signedOut || ended) { stopped = signedOut = ended = false; document.getElementById("ended")!.hidden = true; }   // signed in again in another tab, or asked in again
      took([], { ...view, conflicts: [], unsaved: [] });
    } catch { /* offline: what is here is enough to go on */ }
  }

  form.addEventListener("input", e => { const c = e.target as Control; if (c.dataset?.path) edit(c); });
  form.addEventListener("change", e => { const c = e.target as Control; if (c.dataset?.path && outbox[c.dataset.path]) schedule(0); });
  form.addEventListener("submit", e => {
    if ((e as SubmitEvent).submitter?.classList.contains("visually-hidden")) { e.preventDefault(); schedule(0); }   // Enter in a field saves and stays there
    else if (ended) { e.preventDefault(); accessEnded(); }
    else if (!navigator.onLine) { e.preventDefault(); pill("warn", count(words.away)); }
    else { clearTimeout(timer); stopped = true; }   // the form itself carries everything on this page
  });
  addEventListener("online", () => { tries = 0; schedule(0); });
  addEventListener("pagehide", () => { void send(true); });
  addEventListener("pageshow", e => { stopped = stopped && !e.persisted; outbox = read(key); schedule(0); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) void send(true); else void refresh(); });

  // the deadline passes while the page is open: what still waits is answered by the server, else the page says it itself
  const end = document.querySelector<HTMLElement>("[data-ends-at]"), ahead = Number(end?.dataset.now) - Date.now();
  const clock = setInterval(() => {
    if (!end || Number(end.dataset.endsAt) > Date.now() + ahead) return;
    clearInterval(clock);
    if (pending().length > 0) schedule(0); else pill("error", words.closed ?? "");
  }, 1000);

  // what an earlier visit could not send is put back into the page and sent now
  for (const c of controls()) { const kept = outbox[c.dataset.path!]; if (kept) { put(c, kept.v); c.classList.add("unsaved"); } }
  if (Object.keys(outbox).length > 0) { pill("busy", words.saving ?? ""); schedule(0); }
}
