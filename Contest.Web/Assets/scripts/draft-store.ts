// What was typed and is not on the server yet, per entry: it survives a reload, the back button and an expired session.
export interface Typed { v: string; seen: number }
export type Outbox = Record<string, Typed>;

const memory: Record<string, string> = {};         // a private window without storage still works until it is closed
export function read(key: string): Outbox {
  try { return JSON.parse(localStorage.getItem(key) ?? memory[key] ?? "{}") as Outbox; } catch { return {}; }
}
export function write(key: string, outbox: Outbox): void {
  const text = JSON.stringify(outbox);
  memory[key] = text;
  try { if (text === "{}") localStorage.removeItem(key); else localStorage.setItem(key, text); } catch { /* memory has it */ }
}
