// What opens under the title and under a criterion: one at a time, and on a wide screen a tap beside it closes it.
const isWide = () => matchMedia("(min-width: 56rem)").matches;

/** Closes all of them; the words typed in them are kept on this device. */
export interface Folds { close: () => void }

export function folds(): Folds {
  const all = [...document.querySelectorAll<HTMLDetailsElement>(".work-papers details, .anchors")];
  const close = (but: Element | null = null) => { for (const d of all) if (d !== but) d.open = false; };
  for (const d of all) d.addEventListener("toggle", () => { if (d.open) close(d); });
  // where they lie over the rows nothing moves when they close
  document.addEventListener("pointerdown", e => { if (isWide()) close((e.target as Element).closest("details")); });
  return { close };
}
