// A score sheet that is safe without a network (DESIGN.md 9): every edit gets a revision and is sent until the server
// has acknowledged it. No DOM in here.
import { key, read, restore, storage, write, type Local, type Value } from "./sheet-store";

export type Status = "loading" | "saved" | "saving" | "offline" | "silent" | "conflict" | "locked" | "login" | "refused" | "storage";
interface View {
  version: number; acked: number; submitted: boolean; recused: boolean; isSetAside?: boolean; token?: string | null;
  fields: Record<string, { value: Value; device: string }>;
  note?: Note | null;
  conflicts: Record<string, Value>;
  refusal?: { code: string; message: string } | null;
  code?: string; title?: string;                  // of a problem
}
type Sent = Local["fields"];

/** What the judge keeps for the own work. */
export interface Note { isFlagged: boolean; note: string }

export class Sheet {
  note: Note = { isFlagged: false, note: "" };
  /** The server's last sentence: why a submission waits, or what was refused. */
  said = "";
  private readonly k: string;
  private local: Local;
  token = "";
  private timer = 0;
  private tries = 0;
  private busy = false;
  private isRead = false;
  private blocked: "locked" | "login" | "refused" | null = null;

  constructor(judge: string, readonly id: string, private readonly device: string, private readonly changed: (s: Sheet) => void) {
    this.k = key(judge, id);
    this.local = read(this.k);
    addEventListener("storage", e => { if (e.key === this.k) this.other(); });   // a second tab
    addEventListener("online", () => this.retryNow());
    addEventListener("offline", () => this.changed(this));
    addEventListener("pageshow", e => { if (e.persisted) { this.local = read(this.k); this.isRead = false; this.retryNow(); } });   // from the back/forward cache
    addEventListener("pagehide", () => { void this.send(true); });
    document.addEventListener("visibilitychange", () => document.hidden ? void this.send(true) : this.retryNow());
  }

  /** Another tab has written, perhaps before it saw what was typed here: that is put back. */
  private other(): void {
    const mine = this.local, l = this.local = read(this.k);
    if (l.rev < mine.rev) {
      for (const [f, field] of Object.entries(mine.fields)) if (field.rev > l.rev) l.fields[f] = field;
      l.rev = mine.rev;
      this.keep(600);
    } else this.changed(this);
  }

  async open(): Promise<void> {
    this.local = await restore(this.k);
    this.changed(this);
    await this.turn(false);
  }

  get(field: string): Value { return (this.isLocked ? this.local.there[field] : this.local.fields[field]?.v) ?? null; }
  /** A field keeps its revision until the server has shown that it has the value. */
  unsent(field: string): boolean { return (this.local.fields[field]?.rev ?? 0) > 0; }
  /** What this device still holds that the server has not confirmed. */
  get waiting(): number { return this.pending.length + (this.submitQueued ? 1 : 0); }
  get pending(): string[] { return Object.keys(this.local.fields).filter(f => this.unsent(f)); }
  /** What was typed but came too late: shown, never thrown away. */
  get notCounted(): [string, Value][] { return this.isLocked ? this.pending.map(f => [f, this.local.fields[f]!.v]) : []; }
  get conflicts() { return this.local.conflicts; }
  get submitted(): boolean { return this.local.submitted; }
  get isLocked(): boolean { return this.local.submitted || this.blocked === "locked"; }
  get submitQueued(): boolean { return this.local.submit > 0 && !this.local.submitted; }
  get status(): Status {
    if (Object.keys(this.local.conflicts).length) return "conflict";
    if (this.isLocked) return this.pending.length || !this.local.submitted ? "locked" : "saved";
    if (this.blocked) return this.blocked;
    if (storage.failed) return "storage";
    if (!navigator.onLine) return "offline";
    if (this.tries > 0) return "silent";
    return !this.isRead ? "loading" : this.hasWork ? "saving" : "saved";
  }

  edit(field: string, v: Value): void {
    this.local = read(this.k);                    // another tab may have moved the counter
    if (this.isLocked || (this.local.fields[field]?.v ?? null) === v) return;
    this.local.fields[field] = { v, rev: ++this.local.rev };
    this.said = "";
    if (this.blocked === "refused") this.blocked = null;
    this.keep(600);
  }
  submit(): void { this.local.submit = ++this.local.rev; this.said = ""; this.keep(0); }
  resolve(field: string, side: "mine" | "theirs"): void {
    const c = this.local.conflicts[field];
    if (!c) return;
    delete this.local.conflicts[field];
    if (side === "mine") this.local.force.push(field); else this.local.drop.push(field);
    this.local.fields[field] = side === "mine" ? { v: c.mine, rev: ++this.local.rev } : { v: c.theirs, rev: 0 };
    if (side === "theirs") this.local.rev++;
    this.keep(0);
  }
  retryNow(): void {
    this.tries = 0;
    if (this.blocked === "login") this.blocked = null;
    if (this.isLocked) this.isRead = false;       // it may have been given back
    this.schedule(0);
  }

  private get hasWork(): boolean { return this.waiting > 0 || this.local.drop.length > 0; }
  private keep(ms: number): void { write(this.k, this.local); this.changed(this); this.schedule(ms); }
  private schedule(ms: number): void { clearTimeout(this.timer); this.timer = window.setTimeout(() => void this.turn(true), ms); }

  /** Reads what the server has when that is not known yet, then sends what waits; comes back until nothing is left. */
  private async turn(sends: boolean): Promise<void> {
    if (!this.isRead) await this.read();
    if (this.isRead && (sends || this.hasWork)) await this.send(false);
    this.changed(this);
    const again = !this.isRead || (this.hasWork && !this.isLocked && this.blocked !== "refused");
    if (again && !this.busy) this.schedule(this.tries ? Math.min(30000, 1000 * 2 ** (this.tries - 1)) * (0.5 + Math.random() / 2) : 200);
  }

  private async read(): Promise<void> {
    try {
      const r = await fetch(`/api/sheets/${this.id}?device=${this.device}`, { cache: "no-store", signal: limit() });
      if (r.ok) {
        const view = await r.json() as View;
        this.token = view.token ?? "";
        this.merge(view, this.local.acked, {}, []);
        this.blocked = view.recused || view.isSetAside ? "locked" : null;
        this.note = view.note ?? this.note;
        this.isRead = true; this.tries = 0;
      } else this.stopped(r.status);
    } catch { this.tries++; }
  }

  private async send(leaving: boolean): Promise<void> {
    const l = this.local;
    if (!this.hasWork || this.isLocked || this.blocked === "refused" || (this.busy && !leaving) || !this.token) return;
    this.busy = true; this.changed(this);
    const rev = l.rev, force = [...l.force], drop = [...l.drop], set: Record<string, Value> = {}, sent: Sent = {};
    for (const f of this.pending) set[f] = (sent[f] = l.fields[f]!).v;
    try {
      const r = await fetch(`/api/sheets/${this.id}`, {
        method: "PUT", keepalive: leaving, signal: limit(),
        headers: { "Content-Type": "application/json", RequestVerificationToken: this.token },
        body: JSON.stringify({ device: this.device, rev, base: l.base, set, force, drop, submit: this.submitQueued && rev >= l.submit }),
      });
      if (r.status === 200 || r.status === 409 || r.status === 423) this.answered(await r.json() as View, r.status, rev, sent, [...force, ...drop]);
      else if (r.status === 422 || r.status === 400) this.refused(await r.json() as View);
      else this.stopped(r.status);
    } catch { this.tries++; }
    this.busy = false; this.changed(this);
  }

  private answered(view: View, status: number, rev: number, sent: Sent, decided: string[]): void {
    if (status === 423) this.merge(view, rev, {}, []); else this.merge(view, rev, sent, decided);
    this.tries = 0;
    this.blocked = status === 423 ? "locked" : null;
    this.said = view.refusal?.message ?? (status === 423 ? view.title ?? "" : "");
    write(this.k, this.local);
  }
  private refused(problem: View): void {
    this.said = problem.title ?? "";
    if (problem.code === "judging.token_expired") { this.token = ""; this.isRead = false; this.tries++; }
    else this.blocked = "refused";
  }
  private stopped(status: number): void {
    this.tries++;
    if (status === 401 || status === 403) this.blocked = "login";
    else if (status === 404) this.blocked = "refused";
  }

  private merge(view: View, sentRev: number, sent: Sent, decided: string[]): void {
    const l = read(this.k);                       // edits made while the request was under way
    this.local = l;
    if (view.version < l.base) return;            // an old answer that was overtaken
    l.rev = Math.max(l.rev, view.acked);          // a restored copy must never reuse a revision
    l.acked = Math.max(l.acked, Math.min(sentRev, view.acked));
    l.base = view.version; l.submitted = view.submitted;
    if (l.submit <= view.acked) l.submit = 0;     // answered: submitted, refused, or given back since
    l.force = l.force.filter(f => !decided.includes(f));
    l.drop = l.drop.filter(f => !decided.includes(f));
    l.conflicts = {};
    for (const [f, mine] of Object.entries(view.conflicts))
      if (!l.force.includes(f) && !l.drop.includes(f)) l.conflicts[f] = { mine, theirs: view.fields[f]?.value ?? null };
    for (const [f, was] of Object.entries(sent)) {
      const mine = l.fields[f]!, there = view.fields[f];
      if (mine.rev !== was.rev) continue;         // typed on meanwhile
      // another tab of this device had used the revision: acknowledged, but not what is there
      const isLost = !(f in view.conflicts) && (!there || there.device === this.device) && (there?.value ?? null) !== was.v;
      mine.rev = isLost ? ++l.rev : 0;
    }
    for (const [f, field] of Object.entries(view.fields)) {
      l.there[f] = field.value;
      if (!(f in l.conflicts) && !l.fields[f]?.rev) l.fields[f] = { v: field.value, rev: 0 };
    }
    write(this.k, l);
  }
}

const limit = (): AbortSignal => { const a = new AbortController(); setTimeout(() => a.abort(), 10000); return a.signal; };
