// The voting page: plain forms underneath. Here a ballot goes as JSON and the answer appears beside it; what this device has done
// today is asked for once, because the page itself is the same for everybody.
import { Ballots, type Answer } from "../scripts/ballots";
import { counts } from "../scripts/counts";

const bar = document.querySelector<HTMLElement>("[data-ballots]"), told = document.querySelector<HTMLElement>("[data-told]");
const part = <T extends Element>(name: string) => document.querySelector<HTMLTemplateElement>(`template[data-${name}]`)!.content.firstElementChild!.cloneNode(true) as T;
const entriesOf = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>("input[name=Choice]")].filter(i => i.type === "hidden" || i.checked).map(i => Number(i.value));

function showVoted(entry: number, isNew = false): void {
  const card = document.querySelector(`[data-entry="${entry}"]`), action = card?.querySelector(".card-action");
  if (!card || !action || card.classList.contains("is-voted")) return;
  card.classList.add("is-voted");
  const seal = part<HTMLElement>("seal");
  seal.classList.toggle("is-new", isNew);
  action.replaceChildren(seal);
}

function showLeft(left: number, ballots: number): void {
  const line = bar!.querySelector<HTMLElement>("[data-left]"), [before, after] = (line?.dataset.left ?? "{0}").split("{0}"), figure = document.createElement("b");
  figure.className = "num";
  figure.textContent = String(left);
  line?.replaceChildren(before ?? "", figure, after ?? "");
  bar!.querySelectorAll(".slot").forEach((slot, n) => { slot.classList.toggle("slot-used", n < ballots); slot.textContent = n < ballots ? bar!.dataset.slot ?? "" : ""; });
  for (const button of document.querySelectorAll<HTMLElement>("form[data-vote] button, form[data-ballot] button"))
    if (left === 0) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
}

function tell(answer: Answer): void {
  const note = part<HTMLElement>(answer.receipt ? "recorded" : "refused");
  if (answer.receipt) {
    note.querySelector("[data-receipt]")!.textContent = answer.receipt;
    const link = note.querySelector("a")!;
    link.href += answer.receipt;
  } else note.querySelector("[data-why]")!.textContent = answer.message ?? bar!.dataset.offline ?? "";
  told!.replaceChildren(note); // in the bar at the bottom: in view wherever the card is
}

if (bar?.dataset.open && told && typeof fetch === "function") {
  const ballots = new Ballots(bar.dataset.ballots!, words => tell({ message: words }));
  let cast = 0;
  const refresh = async () => {
    const mine = await ballots.mine();
    if (!mine) return;
    cast = mine.ballots;
    mine.voted.forEach(entry => showVoted(entry));
    showLeft(mine.left, cast);
    document.querySelectorAll<HTMLElement>("[data-countdown]").forEach(e => e.dataset.ahead = String(mine.now - Date.now()));
  };
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-vote], form[data-ballot]"))
    form.addEventListener("submit", async e => {
      e.preventDefault();
      const button = form.querySelector("button");
      if (button?.getAttribute("aria-disabled") === "true" || button?.getAttribute("aria-busy") === "true") return;
      button?.setAttribute("aria-busy", "true");
      const entries = entriesOf(form), answer = await ballots.cast(entries);
      button?.removeAttribute("aria-busy");
      if (answer.go) return location.assign(answer.go); // the way to show who votes, with what was chosen
      tell(answer);
      if (answer.receipt) {
        entries.forEach(entry => showVoted(entry, true));
        showLeft(answer.left!, ++cast);
      } else void refresh();
    });
  void refresh();
  counts(bar);
  addEventListener("pageshow", e => { if (e.persisted) void refresh(); });
}
