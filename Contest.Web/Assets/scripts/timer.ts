// [data-timer data-ends-at data-began-at data-now]: minutes and seconds left by the server's clock; the rule of the
// phase under it fills; the last 30 seconds are vermilion.
const two = (n: number): string => String(n).padStart(2, "0");
let ahead = 0;

// the server's clock against ours, read where the server wrote its moment
export function setClock(root: ParentNode): void {
  const now = Number(root.querySelector<HTMLElement>("[data-now]")?.dataset.now);
  if (now > 0) ahead = now - Date.now();
}

export const serverNow = (): number => Date.now() + ahead;

export function tick(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-timer]")) {
    const ends = Number(box.dataset.endsAt), began = Number(box.dataset.beganAt), now = serverNow();
    const left = Math.max(0, Math.ceil((ends - now) / 1000));
    const clock = box.querySelector("[role=timer]"), label = box.querySelector<HTMLElement>("[data-left]");
    const text = `${two(Math.floor(left / 60))}:${two(left % 60)}`;
    if (clock && clock.textContent !== text) clock.textContent = text;
    if (label) label.textContent = (left === 0 ? label.dataset.over : label.dataset.left) ?? "";
    box.classList.toggle("is-last", left <= 30);
    const done = Math.min(100, Math.max(0, ((now - began) / Math.max(1, ends - began)) * 100));
    box.querySelector(".is-now .part-front")?.setAttribute("width", done.toFixed(2));
    for (const part of box.querySelectorAll<HTMLElement>("[data-minutes]")) part.style.flexGrow = part.dataset.minutes ?? "1";
  }
}
