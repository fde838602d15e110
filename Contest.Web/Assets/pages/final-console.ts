// The chair's console: the judges' state comes in by itself; after another console's step the page is read anew, unless
// a question is open. The act decides anyway: a step taken twice is refused with a sentence.
import { follow } from "../scripts/follow";
import { confirmations } from "../scripts/confirm";
import { setClock, tick } from "../scripts/timer";

const box = document.querySelector<HTMLElement>("#turn");
if (box) {
  const part = (root: ParentNode) => root.querySelector<HTMLElement>(".turn");
  let isSending = false;
  document.addEventListener("submit", e => { if (!e.defaultPrevented) isSending = true; });
  const look = async (): Promise<void> => {
    const answer = await fetch(box.dataset.state!, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = part(parsed), before = part(box);
    if (isSending || !now || !before || now.dataset.version === before.dataset.version || document.querySelector("dialog[open]")) return;
    if (now.dataset.step !== before.dataset.step) { location.replace(location.pathname); return; }
    const focused = box.contains(document.activeElement) ? (document.activeElement as HTMLElement).className : "";
    before.replaceWith(now);
    confirmations();
    if (focused) box.querySelector<HTMLElement>(`[class="${focused}"]`)?.focus();
  };
  setClock(box);
  tick(box);
  setInterval(() => tick(box), 250);
  setInterval(() => void look(), 4000);
  follow(box.dataset.follow!, ["final"], () => void look(), () => {});
}
