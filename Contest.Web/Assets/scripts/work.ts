// The small sum a new device owes where very many come from one network: a number whose SHA-256 with the seed begins with enough zero
// bits. Worked out in slices, so that the page stays alive; without crypto.subtle, which old web views and plain http lack.
export interface Work { token: string; seed: string; bits: number; begins: string; goes: string; done: string }

const K = new Uint32Array(64), first = new Uint32Array(8);
for (let n = 2, i = 0; i < 64; n++) {
  let isPrime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) { isPrime = false; break; }
  if (!isPrime) continue;
  if (i < 8) first[i] = fraction(Math.sqrt(n));
  K[i++] = fraction(Math.cbrt(n));
}

function fraction(x: number): number { return ((x - Math.floor(x)) * 0x100000000) | 0; }

const W = new Uint32Array(64);

/** The first word of SHA-256 of an ASCII text of at most 55 letters. */
export function firstWord(text: string): number {
  W.fill(0);
  for (let i = 0; i < text.length; i++) W[i >> 2]! |= text.charCodeAt(i) << (24 - (i & 3) * 8);
  W[text.length >> 2]! |= 0x80 << (24 - (text.length & 3) * 8);
  W[15] = text.length * 8;
  for (let i = 16; i < 64; i++) {
    const a = W[i - 15]!, b = W[i - 2]!;
    W[i] = (W[i - 16]! + W[i - 7]! + (((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3))
      + (((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10))) | 0;
  }
  let a = first[0]! | 0, b = first[1]! | 0, c = first[2]! | 0, d = first[3]! | 0, e = first[4]! | 0, f = first[5]! | 0, g = first[6]! | 0, h = first[7]! | 0;
  for (let i = 0; i < 64; i++) {
    const t1 = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0;
    const t2 = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  return (first[0]! + a) >>> 0;
}

/** A number that solves the sum (at most 32 bits); tells how many seconds it has taken, about every five. */
export async function solve(work: Work, tell: (words: string) => void): Promise<number> {
  tell(work.begins);
  const began = Date.now();
  let told = 0;
  for (let n = 0; ;) {
    for (const until = Date.now() + 12; Date.now() < until;)
      for (let k = 0; k < 200; k++, n++)
        if (Math.clz32(firstWord(`${work.seed}:${n}`)) >= work.bits) { tell(work.done); return n; }
    await new Promise(done => setTimeout(done));
    const seconds = Math.floor((Date.now() - began) / 1000);
    if (seconds >= told + 5) tell(work.goes.replace("{0}", String(told = seconds)));
  }
}
