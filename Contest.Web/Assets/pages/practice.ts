// The judge's practice sheet: rows that behave like the real ones, and nothing that could send or keep a score.
import { shown, text, units } from "../scripts/points";

const root = document.querySelector<HTMLElement>("[data-practice]");

function practise(root: HTMLElement): void {
  const said = root.querySelector<HTMLElement>("[data-said]")!, count = root.querySelector<HTMLElement>("[data-count]")!;
  const comment = root.querySelector("textarea")!, again = root.querySelector<HTMLButtonElement>("[data-again]")!;
  const submit = root.querySelector<HTMLButtonElement>("[data-submit]")!;
  const step = units(root.dataset.step ?? "") ?? 50;
  const say = (name: string, ...values: (string | number)[]): string =>
    values.reduce<string>((words, value, at) => words.split(`{${at}}`).join(String(value)), root.dataset[name] ?? "");
  const rows = [...root.querySelectorAll<HTMLElement>("[data-row]")].map(row => {
    const field = row.querySelector<HTMLInputElement>("[data-field]")!, range = row.querySelector<HTMLInputElement>("[data-slider]")!;
    return { row, field, range, most: units(row.dataset.most ?? "") ?? 0, points: null as number | null };
  });
  const total = () => rows.reduce((sum, r) => sum + (r.points ?? 0), 0);
  const scored = () => rows.filter(r => r.points !== null).length;

  const draw = () => {
    for (const r of rows) {
      if (document.activeElement !== r.field) r.field.value = r.points === null ? "" : shown(r.points);
      r.range.value = r.points === null ? "0" : text(r.points);
      r.range.classList.toggle("is-empty", r.points === null);
      r.range.style.setProperty("--part", `${r.points === null ? 0 : Math.floor(r.points * 100 / r.most)}%`);
    }
    root.querySelector("[data-total]")!.textContent = scored() === 0 ? "—" : shown(total());
    count.textContent = say("scored", scored(), rows.length);
  };
  const give = (r: typeof rows[number], points: number | null) => {
    r.points = points === null ? null : Math.min(Math.max(points, 0), r.most);
    r.field.setAttribute("aria-invalid", "false");
    said.textContent = "";
    draw();
  };
  for (const r of rows) {
    const move = (by: number) => {
      give(r, r.points === null ? (by > 0 ? step : 0) : r.points + by);
      if (document.activeElement === r.field) r.field.value = text(r.points!);
    };
    r.field.addEventListener("input", () => {
      const typed = r.field.value.trim(), points = units(typed.replace(/[。，,]/g, ".").replace(/\.$/, ""));
      if (typed === "") give(r, null);
      else if (points !== null && points <= r.most && points % step === 0) give(r, points);
      else {
        r.field.setAttribute("aria-invalid", "true");
        said.textContent = say("range", text(r.most), text(step));
      }
    });
    r.field.addEventListener("keydown", e => {
      // the keys of the real sheet: up and down change the row, left and right the points
      const go = (by: number) => rows[Math.min(Math.max(rows.indexOf(r) + by, 0), rows.length - 1)]!.field.focus();
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "ArrowUp" || e.key === "ArrowDown") { e.preventDefault(); go(e.key === "ArrowUp" ? -1 : 1); }
      if (e.key === "ArrowRight" || e.key === "ArrowLeft") { e.preventDefault(); move(e.key === "ArrowRight" ? step : -step); }
      if (e.key === "Enter") { e.preventDefault(); (rows[rows.indexOf(r) + 1]?.field ?? comment).focus(); }
    });
    r.field.addEventListener("focus", () => r.field.select());
    r.field.addEventListener("blur", draw);
    r.range.addEventListener("input", () => give(r, units(r.range.value) ?? 0));
    r.row.querySelector("[data-less]")!.addEventListener("click", () => move(-step));
    r.row.querySelector("[data-more]")!.addEventListener("click", () => move(step));
  }
  document.addEventListener("keydown", e => {
    if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
    e.preventDefault();
    (submit.hidden ? again : submit).click();
  });
  submit.addEventListener("click", () => {
    const sum = total(), below = units(root.dataset.below ?? "") ?? 0, above = units(root.dataset.above ?? "") ?? 10000;
    const missing = rows.length - scored();
    if (missing > 0) { said.textContent = say("missing", missing); return; }
    if ((sum < below || sum > above) && !comment.value.trim()) { said.textContent = say("needs", shown(sum)); comment.focus(); return; }
    said.textContent = say("done", shown(sum));
    submit.hidden = true;
    again.hidden = false;
    again.focus();
  });
  again.addEventListener("click", () => {
    for (const r of rows) r.points = null;
    comment.value = said.textContent = "";
    submit.hidden = false;
    again.hidden = true;
    draw();
    rows[0]?.field.focus();
  });
  draw();
}

if (root) practise(root);
