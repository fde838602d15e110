// The fields of a step on the page: reading and writing them, and what is said beside them.
export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export const controls = (): Control[] => Array.from(document.querySelectorAll<Control>("[data-path]"));
export const control = (path: string): Control | undefined => controls().find(c => c.dataset.path === path);
const isBox = (c: Control): c is HTMLInputElement => c instanceof HTMLInputElement && c.type === "checkbox";
export const valueOf = (c: Control): string => isBox(c) ? (c.checked ? c.value : "") : c.value;

export function put(c: Control, value: string): void {
  if (isBox(c)) c.checked = value !== "";
  else if (c instanceof HTMLSelectElement && value !== "" && !Array.from(c.options).some(o => o.value === value)) {
    c.append(new Option(value, value, true, true));
  } else c.value = value;
}

export interface Found { path: string; level: string; message: string }
/** Says beside each field what is found in it now. Lists that did not change are left alone, so nothing is read out twice. */
export function say(found: Found[]): void {
  for (const c of controls()) {
    const at = document.getElementById(`${c.id}-found`);
    if (!at) continue;
    const mine = found.filter(f => f.path === c.dataset.path);
    const text = mine.map(f => f.level + f.message).join("\n");
    if (at.dataset.says === text) continue;
    at.dataset.says = text;
    at.replaceChildren(...mine.map(f => {
      const line = document.createElement("span");
      line.className = f.level === "error" ? "field-error" : f.level === "note" ? "field-note" : "field-warning";
      line.textContent = f.message;
      return line;
    }));
    if (mine.some(f => f.level === "error")) c.setAttribute("aria-invalid", "true"); else c.removeAttribute("aria-invalid");
  }
}

/** Both values of a field that two people wrote in, with a button for each. */
export function clash(c: Control, said: string, theirs: string, words: DOMStringMap, choose: (mine: boolean) => void): void {
  const box = document.createElement("div"), p = document.createElement("p"), quote = document.createElement("blockquote"), row = document.createElement("div");
  box.className = "note note-warn conflict"; box.setAttribute("role", "alert");
  p.textContent = said; quote.textContent = theirs || (words.nothing ?? ""); row.className = "choices";
  const button = (label: string, mine: boolean) => {
    const b = document.createElement("button");
    b.type = "button"; b.className = "btn btn-quiet btn-small"; b.textContent = label;
    b.onclick = () => { box.remove(); c.focus(); choose(mine); };
    row.append(b);
  };
  button(words.mine ?? "", true); button(words.theirs ?? "", false);
  box.append(p, quote, row);
  const field = c.closest(".field");
  field?.querySelector(".conflict")?.remove();
  field?.append(box);
}

/** What was typed and not saved, each field after its label: for copying it elsewhere. */
export const unsavedText = (typed: Record<string, { v: string }>): string =>
  Object.keys(typed).map(path => `${control(path)?.labels?.[0]?.innerText.trim() ?? path}\n${typed[path]!.v}`).join("\n\n");
