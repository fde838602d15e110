// The counts of the paper, renewed while somebody looks at it: quietly (no live region), where they are, in the paper's order.
interface Board { asOf: string | null; voters: number | null; votes: Record<string, number> | null }

export function counts(bar: HTMLElement): void {
  const { counts: address, hour = "" } = bar.dataset, every = Number(bar.dataset.every) * 1000;
  if (!address || !every) return;
  const grouped = (n: number) => n.toLocaleString(document.documentElement.lang);
  let asked = Date.now();
  const show = ({ asOf, voters, votes }: Board) => {
    if (!votes) return;
    for (const card of document.querySelectorAll<HTMLElement>("[data-entry]")) {
      const votesOfCard = votes[card.dataset.entry!], place = card.querySelector(".card-count");
      if (votesOfCard === undefined || !place) continue;
      if (!place.querySelector("[data-votes]"))
        place.replaceChildren(...document.querySelector<HTMLTemplateElement>("template[data-count]")!.content.firstElementChild!.cloneNode(true).childNodes);
      place.querySelector("[data-votes]")!.textContent = grouped(votesOfCard);
      place.querySelector("[data-hour]")!.textContent = asOf ? ` · ${hour.replace("{0}", asOf)}` : "";
    }
    const people = document.querySelector("[data-voters]");
    if (people && voters !== null) people.textContent = grouped(voters);
  };
  const ask = async () => {
    if (document.hidden || Date.now() - asked < every * 0.9) return;
    asked = Date.now();
    try {
      const answer = await fetch(address);
      if (answer.ok) show(await answer.json() as Board);
    } catch { /* the paper's own counts stay */ }
  };
  setInterval(() => void ask(), every * (1 + Math.random() / 5)); // not all phones in the same second
  document.addEventListener("visibilitychange", () => void ask());
}
