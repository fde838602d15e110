// Casting ballots over a network that comes and goes: a ballot has an id of its own, kept until it is answered for, so that sending it
// again never counts twice and gets the first receipt.
import { solve, type Work } from "./work";

export interface Answer { receipt?: string; left?: number; code?: string; message?: string; go?: string; work?: Work }
export interface Mine { left: number; ballots: number; voted: number[]; now: number }

const wait = (ms: number) => new Promise(done => setTimeout(done, ms));

export class Ballots {
  private static readonly pauses = [400, 1200, 3000];

  /** tell: says in words what takes a moment. */
  constructor(private readonly address: string, private readonly tell: (words: string) => void) { }

  async mine(): Promise<Mine | null> {
    try {
      const answer = await fetch(this.address, { cache: "no-store" });
      return answer.ok ? await answer.json() as Mine : null;
    } catch { return null; }
  }

  /** The receipt, a refusal, or nothing at all: then nobody knows, and the next try carries the same id. */
  async cast(choices: number[]): Promise<Answer> {
    const key = `ballot ${this.address} ${choices.join(",")}`, id = this.idOf(key);
    let sum = {};
    for (let attempt = 0; ; attempt++) {
      const answer = await this.send(JSON.stringify({ id, choices, ...sum })), work = answer?.body.work;
      if (work && attempt < Ballots.pauses.length) {
        sum = { work: work.token, answer: await solve(work, this.tell) };
        continue;
      }
      if (answer && answer.status < 500 && answer.status !== 429) {
        this.forget(key);
        return answer.body;
      }
      if (attempt >= Ballots.pauses.length) return answer?.body ?? {};
      await wait(Ballots.pauses[attempt]! * (0.75 + Math.random() / 2));
    }
  }

  private async send(body: string): Promise<{ status: number; body: Answer } | null> {
    try {
      const answer = await fetch(this.address, { method: "POST", headers: { "content-type": "application/json" }, body, keepalive: true });
      return { status: answer.status, body: await answer.json() as Answer };
    } catch { return null; }
  }

  private idOf(key: string): string {
    try {
      const kept = sessionStorage.getItem(key);
      if (kept) return kept;
      const id = uuid();
      sessionStorage.setItem(key, id);
      return id;
    } catch { return uuid(); }
  }

  private forget(key: string): void {
    try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ }
  }
}

function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
