// The score screen: rows, sliders, the bar below, and the words for where every mark is.
import { ask } from "./ask";
import { shown, text, units } from "./points";
import { Sheet, type Status } from "./sheet";
import { find, say, type Facts } from "./sheet-page";
import { pill } from "./sheet-pill";

const COMMENT = "comment";

/** Draws it, and moves a mark by so much. */
export interface Screen { draw: () => void; move: (code: string, steps: number) => void }

export function scoreScreen(facts: Facts, sheet: () => Sheet): Screen {
  const step = units(String(facts.step)) ?? 50, most = new Map(facts.rows.map(r => [r.code, units(String(r.most)) ?? 0]));
  const inputs = new Map([...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("[data-field]")].map(e => [e.dataset.field!, e]));
  const slider = (code: string) => find<HTMLInputElement>(`[data-slider="${code}"]`)!;
  const nameOf = (field: string) => facts.rows.find(r => r.code === field)?.name ?? say("comment");
  const isPossible = (code: string, n: number | null): n is number => n !== null && n <= most.get(code)! && n % step === 0;
  // what was typed and cannot stand: it stays on the screen in red, and keeps the sheet from being submitted, until it is mended
  const wrong = new Map<string, string>();
  let pressed = false;

  const give = (code: string, n: number) => { wrong.delete(code); sheet().edit(code, text(Math.min(Math.max(n, 0), most.get(code)!))); };
  const move = (code: string, by: number) => {
    const n = units(sheet().get(code));
    give(code, n === null ? (by > 0 ? step : 0) : n + by);
  };
  const read = (field: HTMLInputElement) => units(field.value.trim().replace(/[。，,]/g, ".").replace(/\.$/, ""));
  const typed = (code: string, field: HTMLInputElement) => {
    const n = read(field), ok = field.value.trim() === "" || isPossible(code, n);
    wrong.delete(code);
    if (!ok) wrong.set(code, say("range", nameOf(code), text(most.get(code)!), text(step)));
    if (ok) sheet().edit(code, n === null ? null : text(n));
    draw();
  };

  for (const { code } of facts.rows) {
    const field = inputs.get(code) as HTMLInputElement, range = slider(code);
    field.addEventListener("input", () => typed(code, field));
    field.addEventListener("focus", () => field.select());
    range.addEventListener("input", () => give(code, units(range.value) ?? 0));
    for (const [name, by] of [["less", -step], ["more", step]] as const)
      find(`[data-${name}="${code}"]`)!.addEventListener("click", () => { if (!field.readOnly) move(code, by); });
  }
  const comment = inputs.get(COMMENT) as HTMLTextAreaElement;
  comment.addEventListener("input", () => sheet().edit(COMMENT, comment.value === "" ? null : comment.value));
  find("[data-sheet]")!.addEventListener("submit", e => e.preventDefault());
  find("[data-retry]")?.addEventListener("click", () => sheet().retryNow());
  const total = () => facts.rows.reduce((sum, r) => sum + (units(sheet().get(r.code)) ?? 0), 0);
  const scored = () => facts.rows.filter(r => units(sheet().get(r.code)) !== null).length;
  const needsComment = () => (total() < (units(String(facts.commentBelow)) ?? 0) || total() > (units(String(facts.commentAbove)) ?? 10000)) && !(sheet().get(COMMENT) ?? "").trim();
  /** Why it cannot be submitted yet, in words; empty when it can. */
  const missing = (): string =>
    wrong.size ? [...wrong.values()][0]!
    : scored() < facts.rows.length ? say("missing", facts.rows.length - scored())
    : Object.keys(sheet().conflicts).length ? say("conflictText")
    : needsComment() ? say("commentMissing", shown(total())) : "";
  const button = find<HTMLButtonElement>("[data-submit]");
  button?.addEventListener("click", async () => {
    pressed = true;
    draw();
    if (missing() || sheet().submitQueued || sheet().isLocked) return;
    if (await ask(say("confirm", shown(total()), facts.rows.length), say("submit"), say("no"))) sheet().submit();
  });

  const drawRow = (code: string, isLocked: boolean) => {
    const s = sheet(), value = s.get(code), n = units(value), field = inputs.get(code) as HTMLInputElement, range = slider(code);
    if (isLocked) wrong.delete(code);
    field.setAttribute("aria-invalid", String(wrong.has(code)));
    if (!wrong.has(code) && (document.activeElement !== field || read(field) !== n))
      field.value = n === null ? "" : document.activeElement === field ? text(n) : shown(n);
    field.readOnly = isLocked;
    field.classList.toggle("is-unsent", s.unsent(code));
    range.value = n === null ? "0" : text(n);
    range.disabled = isLocked;
    range.classList.toggle("is-empty", n === null);
    range.setAttribute("aria-valuetext", n === null ? say("unscored") : text(n));
    range.style.setProperty("--part", `${n === null ? 0 : Math.floor(n * 100 / most.get(code)!)}%`);
  };

  const drawConflicts = () => {
    const box = find("[data-conflicts]")!, lines = Object.entries(sheet().conflicts), late = sheet().notCounted;
    const mark = JSON.stringify([lines, late]);
    if (box.dataset.drawn === mark) return;
    box.dataset.drawn = mark;
    box.replaceChildren(...lines.map(([field, c]) => {
      const line = note(say("conflictLine", nameOf(field), c.mine ?? say("unscored"), c.theirs ?? say("unscored")));
      for (const side of ["mine", "theirs"] as const) {
        const b = document.createElement("button");
        b.type = "button"; b.className = "btn btn-quiet"; b.textContent = say(side); b.onclick = () => sheet().resolve(field, side);
        line.append(b);
      }
      return line;
    }), ...late.map(([field, v]) => note(say("notCounted", nameOf(field), v ?? say("unscored")))));
  };
  const note = (words: string) => {
    const line = document.createElement("div"), p = document.createElement("p");
    line.className = "note note-warn"; p.textContent = words; line.append(p);
    return line;
  };

  const sentence = (status: Status): string => {
    const s = sheet();
    if (s.submitted && status === "saved") return say("submittedText");
    if (s.said) return s.said;
    if (pressed && missing()) return missing();
    if (wrong.size) return missing();
    if (s.submitQueued && status !== "saving" && status !== "locked") return say("queued");
    const words: Partial<Record<Status, string>> = { saved: "savedText", saving: "savingText", offline: "offlineText", silent: "offlineText", conflict: "conflictText", locked: "lockedText", login: "loginText", storage: "storage" };
    return status in words ? say(words[status]!) : "";
  };

  const draw = () => {
    const s = sheet(), status = s.status, isLocked = facts.isLocked || s.isLocked;
    for (const { code } of facts.rows) drawRow(code, isLocked);
    for (const e of document.querySelectorAll<HTMLElement>(".row-slider, .step")) e.hidden = isLocked && e.matches(".step");
    if (document.activeElement !== comment) comment.value = s.get(COMMENT) ?? "";
    comment.readOnly = isLocked;
    comment.classList.toggle("is-unsent", s.unsent(COMMENT));
    find("[data-comment-needed]")!.classList.toggle("is-now", scored() === facts.rows.length && needsComment());
    drawConflicts();
    find("[data-total]")!.textContent = scored() === 0 ? "—" : shown(total());
    find("[data-scored]")!.textContent = say("scored", scored(), facts.rows.length);
    find("[data-said]")!.textContent = sentence(status);
    find("[data-retry]")!.hidden = status !== "offline" && status !== "silent" && status !== "login";
    if (button) {
      button.setAttribute("aria-disabled", String(missing() !== "" || s.submitQueued));
      find("[data-seal]")!.hidden = !s.submitted;
      const next = find("[data-next]");
      if (next) next.hidden = !s.submitted;
      if (isLocked && document.activeElement === button) next?.focus();
      button.hidden = isLocked;
    }
    find("[data-sign-in]")!.hidden = status !== "login";
    const rail = find(`[data-state="${facts.id}"]`), score = find(`[data-score="${facts.id}"]`);
    if (rail && s.submitted) { rail.textContent = say("Submitted"); rail.className = "rail-state is-submitted"; }
    if (score) score.textContent = scored() === 0 ? "" : shown(total());
    pill(status, s.waiting);
  };

  return { draw, move: (code, steps) => { if (!inputs.get(code)!.readOnly) move(code, steps * step); } };
}
