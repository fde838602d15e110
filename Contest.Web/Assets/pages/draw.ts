// The public page of the draw: one button that computes everything again and says, step by step, whether it agrees.
import { recompute, type Announced, type Step } from "../scripts/draw-recompute";

const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
const button = find<HTMLButtonElement>("[data-recompute]");
const verdict = find("[data-verdict]");
const list = find("[data-check]");

const show = (step: Step): void => {
  const line = list.querySelector<HTMLElement>(`[data-step="${step.name}"]`)!;
  line.querySelectorAll(".pill, details").forEach(old => old.remove());
  line.dataset.agrees = String(step.agrees);
  const pill = document.createElement("span");
  pill.className = step.agrees ? "pill pill-ok" : "pill pill-error";
  pill.textContent = (step.agrees ? list.dataset.agrees : list.dataset.differs) ?? "";
  const more = document.createElement("details"), title = document.createElement("summary"), value = document.createElement("code");
  title.textContent = list.dataset.computed ?? "";
  value.className = "hash";
  value.textContent = step.computed;
  more.append(title, value);
  line.append(" ", pill, more);
};

const run = async (): Promise<void> => {
  const announced = JSON.parse(find("[data-announced]").textContent ?? "") as Announced;
  const answer = await fetch(button.dataset.bundle ?? "", { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const steps = await recompute(await answer.text(), announced);
  list.hidden = false;
  steps.forEach(show);
  const differing = steps.filter(step => !step.agrees).length;
  verdict.className = `draw-verdict note ${differing === 0 ? "note-ok" : "note-error"}`;
  verdict.textContent = (differing === 0 ? verdict.dataset.agree : verdict.dataset.differ)?.replace("{0}", String(differing || steps.length)) ?? "";
};

button.hidden = false;
button.addEventListener("click", async () => {
  button.setAttribute("aria-busy", "true");
  try {
    await run();
  } catch {
    // no WebCrypto outside https; or no answer, or a file that is no bundle: nothing was verified, and that is said
    list.hidden = true;
    verdict.className = "draw-verdict note note-error";
    verdict.textContent = (window.isSecureContext ? verdict.dataset.broken : verdict.dataset.unable) ?? "";
  } finally {
    button.removeAttribute("aria-busy");
  }
});
