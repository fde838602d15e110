// The public page of the final: what changes is exchanged in place; calculations that are open stay open.
import { exchange, follow } from "../scripts/follow";
import { setClock, tick } from "../scripts/timer";

const box = document.querySelector<HTMLElement>("#live")!;
const opened = new Set<string>();
box.addEventListener("toggle", e => {
  const one = e.target as HTMLDetailsElement;
  if (one.open) opened.add(one.id); else if (one.isConnected) opened.delete(one.id);
}, true);
const show = (): void => {
  setClock(box);
  for (const one of box.querySelectorAll("details")) if (opened.has(one.id)) one.open = true;
  tick(box);
};
show();
setInterval(() => tick(box), 250);
follow(box.dataset.follow!, ["final"], exchange(box, box.dataset.state!, show, () => {}), () => {});
