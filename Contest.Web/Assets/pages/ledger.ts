// The public page of the vote ledger: its one button fetches the verifier and counts again in this browser.
import type { Counted, recount } from "./ledger-recount";

const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
const button = find<HTMLButtonElement>("[data-recount]");
const verdict = find("[data-verdict]");
const list = find("[data-report]");
const lang = document.documentElement.lang;

const say = (kind: string, sentence: string | undefined, value = ""): void => {
  verdict.className = `ledger-verdict note ${kind}`;
  verdict.textContent = (sentence ?? "").replace("{0}", value);
};

const show = ({ problems, lines }: Counted): void => {
  if (problems === 0) say("note-ok", verdict.dataset.ok);
  else say("note-error", verdict.dataset.bad, String(problems));
  list.replaceChildren(
    ...lines.map(line => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }),
  );
  list.hidden = false;
};

const run = async (from: DOMStringMap): Promise<void> => {
  const verifier = (await import(from.script ?? "")) as { recount: typeof recount };
  const progress = (leaves: number): void => say("note-info", verdict.dataset.progress, leaves.toLocaleString(lang));
  progress(0);
  show(await verifier.recount(from.recount ?? "", from.fingerprint ?? "", lang, progress));
};

button.hidden = false;
button.addEventListener("click", async () => {
  button.setAttribute("aria-busy", "true");
  try {
    await run(button.dataset);
  } catch {
    // nothing was verified, and that is said
    list.hidden = true;
    say("note-error", window.isSecureContext ? verdict.dataset.broken : verdict.dataset.unable);
  } finally {
    button.removeAttribute("aria-busy");
  }
});
