// Where a score sheet lives on this device. localStorage is written in the same tick (survives reload and tab kill);
// IndexedDB with strict durability survives the death of the browser and a power cut. No DOM in here.
export type Value = string | null;
export interface Local {
  rev: number;                                   // last revision given out on this device, only ever grows
  acked: number;                                 // highest revision the server has confirmed
  base: number;                                  // server version this copy is built on
  fields: Record<string, { v: Value; rev: number }>;
  there: Record<string, Value>;                  // what the server has: all that counts once the sheet is locked
  conflicts: Record<string, { mine: Value; theirs: Value }>;
  force: string[];                               // conflicts the judge decided for this device …
  drop: string[];                                // … and for the other one, until the server has acknowledged it
  submit: number;                                // revision at which the judge pressed submit, 0 = not
  submitted: boolean;
}
export const empty = (): Local => ({ rev: 0, acked: 0, base: 0, fields: {}, there: {}, conflicts: {}, force: [], drop: [], submit: 0, submitted: false });

/** True once this device could not keep something; then tell is called at once. */
export const storage = { failed: false, tell: (): void => {} };
const fail = (): void => { if (!storage.failed) { storage.failed = true; storage.tell(); } };

export const key = (judge: string, sheet: string): string => `sheet:${judge}:${sheet}`;
export function read(k: string): Local {
  try {
    const raw = localStorage.getItem(k);
    return raw ? JSON.parse(raw) as Local : memory[k] ?? empty();
  } catch {
    return memory[k] ?? empty();
  }
}
export function write(k: string, value: Local): void {
  memory[k] = value;
  try { localStorage.setItem(k, JSON.stringify(value)); } catch { fail(); }
  void put(k, value);
}
const memory: Record<string, Local> = {};          // a private window without storage still works until it is closed

let opened: Promise<IDBDatabase> | undefined;
const open = () => opened ??= new Promise<IDBDatabase>((ok, no) => {
  const r = indexedDB.open("scores", 1);
  r.onupgradeneeded = () => r.result.createObjectStore("sheets");
  r.onsuccess = () => ok(r.result);
  r.onerror = () => no(r.error);
});
async function put(k: string, value: unknown): Promise<void> {
  try {
    const tx = (await open()).transaction("sheets", "readwrite", { durability: "strict" });
    tx.objectStore("sheets").put(value, k);
    tx.onabort = fail;
  } catch { fail(); }
}
const ask = async <T>(what: (s: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
  try {
    const store = (await open()).transaction("sheets").objectStore("sheets");
    return await new Promise((ok, no) => { const r = what(store); r.onsuccess = () => ok(r.result); r.onerror = () => no(r.error); });
  } catch { return undefined; }
};

/** At start the copy with the higher revision wins: localStorage may have lost the last minute, IndexedDB the last key. */
export async function restore(k: string): Promise<Local> {
  const local = read(k), copy = await ask(s => s.get(k)) as Local | undefined;
  if (!copy || copy.rev <= local.rev) return local;
  write(k, copy);
  return copy;
}

const stored = (): string[] => { try { return Object.keys(localStorage); } catch { return []; } };
/** The sheets of this judge that this device knows. */
export async function known(judge: string): Promise<string[]> {
  const start = key(judge, ""), ids = new Set<string>();
  for (const k of [...stored(), ...((await ask(s => s.getAllKeys())) ?? []).map(String)])
    if (k.startsWith(start)) ids.add(k.slice(start.length));
  return [...ids];
}

/** The device's random id, kept in both stores: a device that forgets who it is could never repeat itself. */
export async function device(): Promise<string> {
  let id: string | null = null;
  try { id = localStorage.getItem("device"); } catch { fail(); }
  id ??= (await ask(s => s.get("device")) as string | undefined) ?? null;
  id ??= Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, "0")).join("");
  try { localStorage.setItem("device", id); } catch { fail(); }
  await put("device", id);
  return id;
}

/** After signing out nothing of the judge stays on this device but its id. */
export async function forget(judge: string): Promise<void> {
  const ids = await known(judge);
  for (const k of stored()) if (k.startsWith(key(judge, "")) || k.startsWith(`words:${judge}:`)) localStorage.removeItem(k);
  try {
    const tx = (await open()).transaction("sheets", "readwrite");
    for (const id of ids) tx.objectStore("sheets").delete(key(judge, id));
    await new Promise(ok => { tx.oncomplete = ok; tx.onabort = ok; });
  } catch { /* nothing was kept */ }
  if ("caches" in window) for (const name of await caches.keys()) if (name.startsWith("judge-")) await caches.delete(name);
}
