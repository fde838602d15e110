// The judges' pages, without site.js: the score screen, what waits on this device, and the worker that opens them without a network.
import { confirmations } from "../scripts/confirm";
import { find, page } from "../scripts/sheet-page";
import { leftovers, signOut, states, submitAll } from "../scripts/sheet-desk";
import { pill } from "../scripts/sheet-pill";
import { Sheet } from "../scripts/sheet";
import { device, storage } from "../scripts/sheet-store";
import { scoreScreen, type Screen } from "../scripts/sheet-view";

/** What the second script, fetched when the page stands, is given. */
export interface Tools { sheet?: Sheet; screen?: Screen; after: () => void }
const tools: Tools = { after: () => {} };

async function start(): Promise<void> {
  if (!page) return;
  const { judge, sheet: facts } = page, id = await device();
  const sheets: Sheet[] = [];
  if (facts) {
    const sheet = tools.sheet = new Sheet(judge, facts.id, id, () => { screen.draw(); tools.after(); });
    const screen = tools.screen = scoreScreen(facts, () => sheet);
    storage.tell = screen.draw;
    sheets.push(sheet);
    void sheet.open();
  }
  const others = await leftovers(judge, id, facts?.id ?? null, () => { if (!facts) total(); });
  sheets.push(...others);
  const total = () => {
    const waiting = others.reduce((sum, s) => sum + s.waiting, 0), status = others.map(s => s.status).find(s => s !== "saved");
    if (others.length > 0) pill(status ?? "saved", waiting);
    if (waiting === 0) void states(null);
  };
  signOut(page, () => sheets);
  submitAll(() => sheets);
  void states(facts?.id ?? null);
  addEventListener("online", () => void states(facts?.id ?? null));
  find(".judge-rail [aria-current]")?.scrollIntoView({ block: "nearest" });
}

/** Keys, dossier, notes: marks are safe without them, so they come second. */
async function more(): Promise<void> {
  for (const { href } of document.querySelectorAll<HTMLLinkElement>("link[data-more]"))
    if (/\.css$/.test(href)) {
      const link = document.createElement("link");
      link.rel = "stylesheet"; link.href = href;
      document.head.append(link);
    } else (await import(href)).more(page, tools);
}

async function worker(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  try {
    await workers.register("/dist/judge-sw.js", { scope: "/jury" });
    const { active } = await workers.ready;
    if (!workers.controller) await new Promise(ok => { workers.oncontrollerchange = ok; active!.postMessage(0); });
    document.documentElement.classList.add("is-kept");
  } catch { /* without a worker the scores are still kept; only reloading needs the network */ }
}

confirmations();
void start().then(more);
void worker();
