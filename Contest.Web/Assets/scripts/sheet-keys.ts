// The keyboard of the score screen: rows, steps, the next dossier. Never takes a key from somebody who is writing.
import { find, type Facts } from "./sheet-page";
import type { Panel } from "./sheet-dossier";
import type { Folds } from "./sheet-folds";
import type { Next } from "./sheet-next";
import type { Notes } from "./sheet-words";
import type { Tools } from "../pages/judge";

const OFF = "keys-off";

export function keys(facts: Facts, tools: Tools, to: { panel: Panel; notes: Notes; next: Next; folds: Folds }): void {
  const fields = facts.rows.map(r => find<HTMLInputElement>(`[data-field="${r.code}"]`)!).filter(Boolean);
  const comment = find<HTMLTextAreaElement>("[data-field=comment]"), help = find<HTMLDialogElement>("[data-keys-dialog]");
  const last = { row: -1 };
  fields.forEach((f, i) => f.addEventListener("focus", () => { last.row = i; }));
  const unscored = () => Math.max(fields.findIndex(f => f.value === ""), 0);
  const row = (i: number) => fields[Math.min(Math.max(i, 0), fields.length - 1)]?.focus();
  const here = () => last.row < 0 ? unscored() : last.row;
  const isOn = () => { try { return localStorage.getItem(OFF) !== "1"; } catch { return true; } };

  const showKeys = () => { if (help && !help.open) help.showModal(); };
  const link = (rel: string) => find<HTMLAnchorElement>(`a[rel=${rel}]`)?.click();
  const submit = () => {
    const yes = find("dialog[open] .btn-seal");
    if (yes) { yes.click(); return to.next.afterSubmit(); }
    if (tools.sheet!.submitted) return void to.next.go();
    find("[data-submit]")?.click();
  };
  const letters: Record<string, () => void> = {
    n: () => link("next"), p: () => link("prev"), s: () => find<HTMLFormElement>("[data-skip]")?.requestSubmit(), f: () => void to.notes.flag(),
    d: () => to.panel.toggle(true), c: () => comment?.focus(),
  };

  /** In a row: up and down change the row, left and right the points. */
  const inRow = (e: KeyboardEvent, at: HTMLInputElement): boolean => {
    const i = fields.indexOf(at), code = at.dataset.field!;
    switch (e.key) {
      case "ArrowDown": row(i + 1); return true;
      case "ArrowUp": row(i - 1); return true;
      case "ArrowRight": tools.screen!.move(code, 1); return true;
      case "ArrowLeft": tools.screen!.move(code, -1); return true;
      case "Enter": (fields[i + 1] ?? comment ?? find("[data-submit]"))?.focus(); return true;
      default: return false;
    }
  };

  document.addEventListener("keydown", e => {
    const at = e.target as HTMLElement;
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); return submit(); }
    if (document.querySelector("dialog[open]") || e.isComposing) return;
    if (e.altKey && !e.ctrlKey && (e.key === "ArrowRight" || e.key === "ArrowLeft" || e.key === "PageDown" || e.key === "PageUp")) {
      e.preventDefault();
      return link(e.key === "ArrowRight" || e.key === "PageDown" ? "next" : "prev");
    }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") {
      to.folds.close();
      if (to.panel.isOpen() && at.closest("[data-dossier]")) to.panel.toggle(false);
      else if (!fields.includes(at as HTMLInputElement)) row(here());
      return;
    }
    const isRow = fields.includes(at as HTMLInputElement);
    if (!isRow && at.matches("textarea, input:not([type=range], [type=checkbox]), select, [contenteditable]")) return;
    if (isRow && inRow(e, at as HTMLInputElement)) return e.preventDefault();
    if (!isRow && /^[0-9]$/.test(e.key) && !at.matches("input")) return row(here());        // the digit goes into the row
    if (at === document.body && (e.key === "ArrowDown" || e.key === "ArrowUp")) { e.preventDefault(); return row(here()); }
    const act = e.key === "?" ? showKeys : letters[e.key.toLowerCase()];
    if (!act || !isOn()) return;
    e.preventDefault();
    act();
  });

  const button = find("[data-keys]"), box = find<HTMLInputElement>("[data-keys-on]");
  if (button) { button.hidden = false; button.addEventListener("click", showKeys); }
  find("[data-keys-close]")?.addEventListener("click", () => help?.close());
  if (box) {
    box.checked = isOn();
    box.addEventListener("change", () => { try { localStorage.setItem(OFF, box.checked ? "" : "1"); } catch { /* until the page is left */ } });
  }
  // with a keyboard one can begin at once; on glass a focus would bring up a keyboard nobody asked for
  if (!facts.isLocked && !matchMedia("(pointer: coarse)").matches && document.activeElement === document.body) row(unscored());
}
