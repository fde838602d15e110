// The state of every mark in words, at the top of the screen; spoken when it changes, not when it only counts on.
import type { Status } from "./sheet";
import { find, say } from "./sheet-page";

const kinds: Partial<Record<Status, string>> = { saved: "ok", saving: "busy", offline: "warn", silent: "warn", conflict: "error", locked: "warn", login: "error", refused: "error", storage: "error" };
export function pill(status: Status, waiting: number): void {
  const e = find("[data-pill]");
  if (!e || status === "loading") return;
  const word = status === "refused" ? "silent" : status;
  const words = waiting === 0 && (word === "offline" || word === "silent") ? say(`${word}None`) : say(word, waiting);
  if (e.textContent !== words) e.textContent = words;
  e.className = `pill pill-${kinds[status] ?? "plain"}${status === "saving" ? " is-moving" : ""}`;
  e.hidden = false;
}
