// What was typed and is not on the server yet, per entry: it survives a reload, the back button and an expired session.
// Tabs of one person share it: each takes out only what it had put in or read itself.
/** `sent`: what may have arrived already; it is sent once more before anything newer, so nobody conflicts with themselves. */
export interface Typed { v: string; seen: number; sent?: string }
export type Outbox = Record<string, Typed>;

const memory: Record<string, string> = {};         // a private window without storage still works until it is closed
export function read(key: string): Outbox {
  const text = stored(key) ?? memory[key] ?? "{}";
  memory[key] = text;
  try { return JSON.parse(text) as Outbox; } catch { return {}; }
}
export function write(key: string, outbox: Outbox): void {
  const before = JSON.parse(memory[key] ?? "{}") as Outbox, all = JSON.parse(stored(key) ?? "{}") as Outbox;
  for (const path of Object.keys(before)) if (!(path in outbox)) delete all[path];
  const text = JSON.stringify(Object.assign(all, outbox));
  memory[key] = JSON.stringify(outbox);
  try { if (text === "{}") localStorage.removeItem(key); else localStorage.setItem(key, text); } catch { /* memory has it */ }
}
function stored(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
