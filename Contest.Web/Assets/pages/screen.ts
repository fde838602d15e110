// The hall's screen of the final: exchanges what the server draws, counts down, flips the tiles and counts the score up.
import { exchange, follow } from "../scripts/follow";
import { serverNow, setClock, tick } from "../scripts/timer";

const box = document.querySelector<HTMLElement>("#show")!;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

const countUp = (e: HTMLElement): void => {
  const goal = Number(e.dataset.countUp), places = (e.dataset.countUp ?? "").split(".")[1]?.length ?? 0, began = performance.now();
  const step = (now: number): void => {
    const part = Math.min(1, Math.max(0, now - began - 700) / 1200), eased = 1 - (1 - part) ** 3;
    e.textContent = part < 1 ? (goal * eased).toFixed(places) : e.dataset.countUp!;
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
};

const show = (fresh: boolean): void => {
  const root = box.querySelector<HTMLElement>(".show");
  const round = document.querySelector("[data-round]");
  if (round) round.textContent = root?.dataset.roundText ?? "";
  setClock(box);
  tick(box);
  if (!fresh || still) return;
  root?.classList.add("is-fresh");
  const score = box.querySelector<HTMLElement>("[data-count-up]");
  if (score) countUp(score);
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
  tick(box);
  if (clock) clock.textContent = time.format(serverNow());
};

show(false);
everySecond();
setInterval(everySecond, 250);
follow(box.dataset.follow!, ["final"], exchange(box, box.dataset.state!, show, () => live(false)), live);
