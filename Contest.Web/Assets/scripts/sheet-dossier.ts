// The dossier beside the sheet: one tap or D opens it, it stays open from sheet to sheet where there is room.
import { find } from "./sheet-page";

export interface Panel { isOpen: () => boolean; toggle: (focus: boolean) => void }
const KEPT = "dossier-open";
const isWide = () => matchMedia("(min-width: 56rem)").matches;

export function dossier(): Panel {
  const panel = find("[data-dossier]"), body = find(".judge-body")!;
  const openers = [...document.querySelectorAll<HTMLButtonElement>("[data-dossier-open]")];
  let from: HTMLElement | null = null;
  const show = (isOpen: boolean, part = "") => {
    if (!panel) return;
    panel.hidden = !isOpen;
    body.classList.toggle("has-dossier", isOpen);
    openers[0]?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) (part ? document.getElementById(part) : panel)?.scrollIntoView({ block: isWide() ? "start" : "nearest" });
    if (isOpen && isWide()) scrollTo(0, 0);
  };
  const toggle = (focus: boolean, part = "") => {
    const isOpen = panel?.hidden !== false || part !== "";
    if (isOpen) from = document.activeElement as HTMLElement | null;
    try { localStorage.setItem(KEPT, isOpen ? "1" : ""); } catch { /* it is only less handy */ }
    show(isOpen, part);
    if (isOpen && (focus || part)) panel?.focus({ preventScroll: isWide() });
    if (!isOpen) (from?.isConnected && from !== document.body ? from : openers[0])?.focus();
  };
  for (const b of openers) {
    b.hidden = false;
    b.addEventListener("click", () => toggle(true, b.dataset.dossierOpen));
  }
  find("[data-dossier-close]")?.addEventListener("click", () => toggle(false));
  // to a part of the dossier without leaving a trace in the history
  panel?.addEventListener("click", e => {
    const a = (e.target as HTMLElement).closest<HTMLAnchorElement>('a[href^="#"]');
    if (!a) return;
    e.preventDefault();
    document.getElementById(a.hash.slice(1))?.scrollIntoView();
  });
  let kept = "";
  try { kept = localStorage.getItem(KEPT) ?? ""; } catch { /* closed then */ }
  if (kept && isWide()) show(true);
  return { isOpen: () => panel?.hidden === false, toggle };
}
