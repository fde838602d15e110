// The hall's screen of the draw: exchanges what the server draws; when one more place is open the reel turns and stops
// at what was already decided. Without motion, or when several places open at once, the picture changes at once.
import { exchange, follow } from "../scripts/follow";
import { serverNow, setClock } from "../scripts/timer";

const box = document.querySelector<HTMLElement>("[data-draw-screen]")!;
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const reelTime = 2600, turns = 24;

const state = (): HTMLElement => box.querySelector<HTMLElement>("[data-draw-state]")!;
const opened = (): number => Number(state().dataset.opened);
let told = opened();

const tell = (): void => {
  told = opened();
  const count = document.querySelector("[data-shown]");
  if (count) count.textContent = String(told);
};

// the codes in their order, so often round that the reel runs for its whole time, then the three that stand in the end
const codes = (reel: HTMLElement): string[] => {
  const labels = (state().dataset.labels ?? "").split(" "), last = reel.children[1]?.textContent ?? "";
  const at = labels.indexOf(last), size = labels.length;
  return Array.from({ length: turns }, (_, i) => labels[(((at - turns - 1 + i) % size) + 2 * turns * size) % size]!);
};

const spin = (): void => {
  const root = state(), reel = root.querySelector<HTMLElement>("[data-reel]")!;
  const before = codes(reel).map(code => {
    const line = document.createElement("span");
    line.className = "num";
    line.setAttribute("aria-hidden", "true");
    line.textContent = code;
    return line;
  });
  reel.prepend(...before);
  root.classList.add("is-spinning");
  const way = (reel.children[0] as HTMLElement).offsetHeight * before.length;
  const turn = reel.animate(
    [{ transform: "translateY(0)" }, { transform: `translateY(${-way}px)` }],
    { duration: reelTime, easing: "cubic-bezier(.3,.35,.15,1)" },
  );
  turn.onfinish = () => {
    before.forEach(line => line.remove());
    root.classList.remove("is-spinning");
    root.classList.add("is-told");
    if (root.isConnected) tell();
  };
};

const show = (): void => {
  setClock(box);
  if (opened() === told + 1 && !isStill) spin();
  else tell();
};

const link = document.querySelector<HTMLElement>("[data-link]");
const live = (on: boolean): void => {
  const words = (on ? link?.dataset.live : link?.dataset.lost) ?? "";
  if (link && link.textContent !== words) link.textContent = words;
  document.documentElement.classList.toggle("is-lost", !on);
};

const clock = document.querySelector<HTMLElement>("[data-clock]");
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: clock?.dataset.zone });
const everySecond = (): void => {
  if (clock) clock.textContent = time.format(serverNow());
};

setClock(box);
everySecond();
setInterval(everySecond, 1000);
follow(box.dataset.events!, ["draw"], exchange(box, box.dataset.state!, show, () => live(false)), live, 3_000);
