// The check of a vote ledger (docs/ledger-format.md), written apart from the product: it shares no code with it.
// No imports: it runs in Node and in a browser alike. It is handed
//   sha256(bytes: Uint8Array): Uint8Array              synchronous
//   verifySignature(bytes, signature): boolean or a promise of it, for the one public key
// and reads the leaves as a stream, so that ten million of them need no more memory than their codes.
// What it says is a code with values; the sentences are in verify-words.mjs.

const utf8 = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));
const MOST_NAMES = 65535; // labels, tiers, reasons: they are kept as 16-bit numbers
const LIMIT = 5; // sentences of one kind; the rest is only counted

export const hex = (bytes) => Array.from(bytes, (byte) => HEX[byte]).join("");

// ---- the tree of RFC 6962: complete subtrees only, as many as the size has binary ones -------------------------

export class Tree {
  constructor(sha256) {
    this.sha256 = sha256;
    this.size = 0;
    this.peaks = []; // { height, hash }, highest first
    this.pair = new Uint8Array(65);
    this.pair[0] = 1;
  }

  node(left, right) {
    this.pair.set(left, 1);
    this.pair.set(right, 33);
    return this.sha256(this.pair);
  }

  // data: the leaf's bytes with one byte of room before them
  add(data) {
    data[0] = 0;
    let peak = { height: 0, hash: this.sha256(data) };
    while (this.peaks.length > 0 && this.peaks[this.peaks.length - 1].height === peak.height)
      peak = { height: peak.height + 1, hash: this.node(this.peaks.pop().hash, peak.hash) };
    this.peaks.push(peak);
    this.size++;
  }

  root() {
    if (this.peaks.length === 0) return this.sha256(new Uint8Array(0));
    let hash = this.peaks[this.peaks.length - 1].hash;
    for (let at = this.peaks.length - 2; at >= 0; at--) hash = this.node(this.peaks[at].hash, hash);
    return hash;
  }
}

// ---- sets of millions of codes in typed arrays -------------------------------------------------------------------

// Keys of `words` 32-bit words; every key gets a number from 0 in order of arrival.
class Codes {
  constructor(words) {
    this.words = words;
    this.count = 0;
    this.keys = new Uint32Array(1024 * words);
    this.slots = new Int32Array(2048).fill(-1);
  }

  // the number the key has had before, or -1 and it gets one now (unless it is only looked for)
  find(key, add) {
    const mask = this.slots.length - 1;
    let slot = this.mix(key) & mask;
    for (; this.slots[slot] >= 0; slot = (slot + 1) & mask) if (this.isAt(this.slots[slot], key)) return this.slots[slot];
    if (add) this.insert(slot, key);
    return -1;
  }

  insert(slot, key) {
    if ((this.count + 1) * this.words > this.keys.length) this.keys = doubled(this.keys);
    this.keys.set(key, this.count * this.words);
    this.slots[slot] = this.count++;
    if (this.count * 3 > this.slots.length * 2) this.rehash();
  }

  rehash() {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let n = 0; n < this.count; n++) {
      let slot = this.mix(this.keys, n * this.words) & mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = n;
    }
  }

  isAt(n, key) {
    for (let w = 0; w < this.words; w++) if (this.keys[n * this.words + w] !== key[w]) return false;
    return true;
  }

  mix(from, at = 0) {
    let h = 0x9e3779b9;
    for (let w = 0; w < this.words; w++) {
      h = Math.imul(h ^ from[at + w], 0x85ebca6b);
      h ^= h >>> 13;
    }
    h = Math.imul(h, 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  }
}

const doubled = (array) => {
  const larger = new array.constructor(array.length * 2);
  larger.set(array);
  return larger;
};

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const VALUE = Object.fromEntries(Array.from(LETTERS, (letter, n) => [letter, n]));

// XXXX-XXXX: two words of 20 bits; a ballot id: four words of 32 bits
const receiptKey = (code) => {
  const key = new Uint32Array(2);
  for (let n = 0; n < 9; n++) if (n !== 4) key[n < 4 ? 0 : 1] = key[n < 4 ? 0 : 1] * 32 + VALUE[code[n]];
  return key;
};
const idKey = (id) => Uint32Array.from([0, 8, 16, 24], (at) => parseInt(id.slice(at, at + 8), 16));

// ---- what may stand in a leaf ------------------------------------------------------------------------------------

const FORMS = {
  receipt: /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/,
  id: /^[0-9a-f]{32}$/,
  label: /^[!-{}~]{1,32}$/,
  code: /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/,
  slug: /^[a-z0-9](-?[a-z0-9])*$/,
  hash: /^[0-9a-f]{64}$/,
  number: /^(0|[1-9][0-9]{0,14})$/,
};
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isMoment(`${text}T00:00:00Z`);
const isHour = (text) => /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(text) && isMoment(`${text}:00:00Z`);
const isMoment = (text) => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) return false;
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === `${text.slice(0, -1)}.000Z`;
};

const DECISIONS = new Map([["quarantine-v1", 1], ["restore-v1", 2], ["void-v1", 3]]);
const DECISION_WORDS = ["", "quarantine", "restore", "void"];
// allowed[before][now]: review first; voided only from review; an objection can restore what was voided
const ALLOWED = [
  [false, true, false, false],
  [false, false, true, true],
  [false, true, false, false],
  [false, false, true, false],
];

// ---- findings ----------------------------------------------------------------------------------------------------

class Findings {
  constructor() {
    this.list = [];
    this.counts = new Map();
  }

  say(code, values = {}) {
    const seen = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, seen);
    if (seen <= LIMIT) this.list.push({ code, ...values });
  }

  all() {
    const more = [...this.counts].filter(([, count]) => count > LIMIT).map(([of, count]) => ({ code: "more", of, count: count - LIMIT }));
    return [...this.list, ...more];
  }
}

// ---- checkpoints ---------------------------------------------------------------------------------------------------

export function parseCheckpoint(text) {
  const lines = text.split("\n");
  const [format, edition, number, size, root, previousSize, previousRoot, at, end] = lines;
  const isOne =
    lines.length === 9 && end === "" && format === "contest-checkpoint-v1" && FORMS.slug.test(edition) &&
    [number, size, previousSize].every((n) => FORMS.number.test(n)) && FORMS.hash.test(root) && FORMS.hash.test(previousRoot) && isMoment(at);
  return isOne ? { edition, number: +number, size: +size, root, previousSize: +previousSize, previousRoot, at, text } : null;
}

// A part of checkpoints.txt, or a checkpoint somebody kept: the eight lines and, if it is there, the signature's line.
export function parseSigned(part) {
  const lines = part.replace(/\n+$/, "").split("\n");
  const checkpoint = parseCheckpoint(lines.slice(0, 8).join("\n") + "\n");
  const mark = /^signature ([A-Za-z0-9+/]{86}==)$/.exec(lines[8] ?? "");
  if (checkpoint === null || lines.length > 9 || (lines.length === 9 && mark === null)) return null;
  return { ...checkpoint, signature: mark?.[1] ?? null };
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

async function readCheckpoints(file, given, findings) {
  const parts = file.split("\n\n");
  if (parts.pop() !== "") findings.say("checkpoints.end");
  const checkpoints = [];
  for (const [nth, part] of parts.entries()) {
    const one = parseSigned(part);
    if (one === null || one.signature === null) findings.say("checkpoint.form", { nth: nth + 1 });
    else {
      checkpoints.push(one);
      if (!(await given.verifySignature(utf8.encode(one.text), bytesOf(one.signature))))
        findings.say("checkpoint.signature", { number: one.number, nth: nth + 1 });
    }
  }
  if (checkpoints.length === 0) findings.say("checkpoints.none");
  return checkpoints;
}

function chain(checkpoints, emptyRoot, findings) {
  let before = { number: 0, size: 0, root: emptyRoot, at: "" };
  for (const [nth, one] of checkpoints.entries()) {
    if (one.number !== nth + 1) findings.say("checkpoint.number", { nth: nth + 1, number: one.number });
    if (one.previousSize !== before.size || one.previousRoot !== before.root)
      findings.say("checkpoint.previous", { number: one.number, before: before.number });
    if (one.size < before.size) findings.say("checkpoint.shrinks", { number: one.number, size: one.size, before: before.size });
    if (one.size === before.size && one.root !== before.root) findings.say("checkpoint.twoRoots", { number: one.number, size: one.size });
    if (one.at < before.at) findings.say("checkpoint.time", { number: one.number });
    before = one;
  }
}

// ---- the leaves --------------------------------------------------------------------------------------------------

class Counting {
  constructor(edition, findings) {
    this.edition = edition;
    this.findings = findings;
    this.mode = null;
    this.tiered = null;
    this.receipts = new Codes(2);
    this.ballots = null; // Codes of receipts or of ids, by mode
    this.where = new Float64Array(1024); // a ballot's place in `choices`
    this.states = new Uint8Array(1024);
    this.reasons = new Uint16Array(1024);
    this.choices = new Uint16Array(4096); // tier, how many, labels…
    this.used = 0;
    this.names = { label: new Map(), tier: new Map(), reason: new Map() };
    this.closing = null;
    this.wanted = new Map();
  }

  name(kind, text) {
    const known = this.names[kind];
    if (!known.has(text)) known.set(text, known.size + 1);
    if (known.size > MOST_NAMES) this.findings.say("leaf.tooMany", { kind });
    return known.get(text);
  }

  // leaf: its number from 0; line: one line of leaves.txt
  take(leaf, line) {
    const fields = line.split("|");
    if (fields.length < 5 || fields.pop() !== "") return this.findings.say("leaf.form", { leaf, line: line.slice(0, 120) });
    const [kind, edition, ...rest] = fields;
    if (this.closing !== null) this.findings.say("leaf.afterClose", { leaf });
    if (edition !== this.edition) this.findings.say("leaf.edition", { leaf, edition: edition.slice(0, 60) });
    const isTaken =
      kind === "vote-v1" ? this.vote(leaf, rest)
      : kind === "receipt-v1" ? this.receipt(leaf, rest)
      : kind === "close-v1" ? this.close(leaf, rest)
      : DECISIONS.has(kind) ? this.decide(leaf, DECISIONS.get(kind), rest)
      : false;
    if (!isTaken) this.findings.say("leaf.form", { leaf, line: line.slice(0, 120) });
  }

  vote(leaf, [ballot, list, time, tier, ...more]) {
    if (list === undefined || time === undefined) return false;
    const labels = list.split(" ");
    const isId = FORMS.id.test(ballot);
    const isForm =
      more.length === 0 && (isId ? isDay(time) : FORMS.receipt.test(ballot) && isHour(time)) &&
      labels.every((label, n) => FORMS.label.test(label) && (n === 0 || labels[n - 1] < label)) && (tier === undefined || FORMS.code.test(tier));
    if (!isForm) return false;
    if (!this.agrees(leaf, isId ? "inclusion-only" : "open")) return true;
    if ((this.tiered ??= tier !== undefined) !== (tier !== undefined)) this.findings.say("leaf.tier", { leaf });
    this.ballots ??= new Codes(isId ? 4 : 2);
    if (this.ballots.find(this.key(ballot), true) >= 0) this.findings.say("leaf.twin", { leaf, ballot });
    else this.keep(labels, tier, leaf, ballot);
    if (isId && this.ballots.count > this.receipts.count) this.findings.say("leaf.noReceipt", { leaf, ballot });
    return true;
  }

  key(ballot) {
    return ballot.length === 32 ? idKey(ballot) : receiptKey(ballot);
  }

  keep(labels, tier, leaf, ballot) {
    const n = this.ballots.count - 1;
    if (n === this.where.length) for (const array of ["where", "states", "reasons"]) this[array] = doubled(this[array]);
    if (this.used + labels.length + 2 > this.choices.length) this.choices = doubled(this.choices);
    this.where[n] = this.used;
    this.choices[this.used++] = tier === undefined ? 0 : this.name("tier", tier);
    this.choices[this.used++] = labels.length;
    for (const label of labels) this.choices[this.used++] = this.name("label", label);
    if (this.wanted.has(ballot)) this.wanted.set(ballot, { leaf, labels });
  }

  receipt(leaf, [code, hour, ...more]) {
    if (more.length > 0 || !FORMS.receipt.test(code) || !isHour(hour)) return false;
    if (!this.agrees(leaf, "inclusion-only")) return true;
    if (this.receipts.find(receiptKey(code), true) >= 0) this.findings.say("leaf.twinReceipt", { leaf, receipt: code });
    if (this.wanted.has(code)) this.wanted.set(code, { leaf, labels: null });
    return true;
  }

  agrees(leaf, mode) {
    this.mode ??= mode;
    if (this.mode !== mode) this.findings.say("leaf.mode", { leaf, mode: this.mode });
    return this.mode === mode;
  }

  decide(leaf, now, [ballot, reason, hour, ...more]) {
    if (more.length > 0 || !FORMS.code.test(reason ?? "") || !isHour(hour ?? "")) return false;
    if (!FORMS.id.test(ballot) && !FORMS.receipt.test(ballot)) return false;
    const isOurs = this.ballots !== null && (ballot.length === 32) === (this.ballots.words === 4);
    const n = isOurs ? this.ballots.find(this.key(ballot), false) : -1;
    if (n < 0) this.findings.say("leaf.unknownBallot", { leaf, decision: DECISION_WORDS[now], ballot });
    else if (!ALLOWED[this.states[n]][now])
      this.findings.say("leaf.order", { leaf, decision: DECISION_WORDS[now], before: DECISION_WORDS[this.states[n]], ballot });
    else [this.states[n], this.reasons[n]] = [now, this.name("reason", reason)];
    return true;
  }

  close(leaf, [at, received, tallyHash, ...more]) {
    if (more.length > 0 || !isMoment(at ?? "") || !FORMS.number.test(received ?? "") || !FORMS.hash.test(tallyHash ?? "")) return false;
    this.closing = { leaf, at, received: +received, tallyHash };
    return true;
  }

  finish() {
    const votes = this.ballots?.count ?? 0;
    const receipts = this.receipts.count;
    if (this.closing === null) this.findings.say("close.missing");
    else if (this.closing.received !== votes) this.findings.say("close.received", { leaf: this.closing.leaf, received: this.closing.received, votes });
    if (this.mode === "inclusion-only" && receipts !== votes) this.findings.say("close.receipts", { receipts, votes });
  }
}

// ---- the recount ---------------------------------------------------------------------------------------------------

const NUMBERS = ["received", "quarantined", "restored", "voided", "underReview", "counted"];

class Sums {
  constructor() {
    this.states = [0, 0, 0, 0];
    this.reasons = new Map();
    this.tiers = new Map();
  }

  add(state, reason, tier) {
    this.states[state]++;
    if (state > 0) {
      const key = state * 65536 + reason;
      this.reasons.set(key, (this.reasons.get(key) ?? 0) + 1);
    }
    if (tier === 0) return;
    if (!this.tiers.has(tier)) this.tiers.set(tier, new Sums());
    this.tiers.get(tier).add(state, reason, 0);
  }

  numbers() {
    const [untouched, underReview, restored, voided] = this.states;
    const quarantined = underReview + restored + voided;
    return { received: untouched + quarantined, quarantined, restored, voided, underReview, counted: untouched + restored };
  }
}

function recount(counting) {
  const turned = (map) => ["", ...map.keys()];
  const names = { label: turned(counting.names.label), tier: turned(counting.names.tier), reason: turned(counting.names.reason) };
  const all = new Sums();
  const entries = names.label.map(() => new Sums());
  const { choices, states, reasons, where } = counting;
  for (let n = 0; n < (counting.ballots?.count ?? 0); n++) {
    const at = where[n];
    all.add(states[n], reasons[n], choices[at]);
    for (let nth = 0; nth < choices[at + 1]; nth++) entries[choices[at + 2 + nth]].add(states[n], reasons[n], choices[at]);
  }
  const rows = (sums) => Object.fromEntries([...sums.reasons].map(([key, count]) => [`${DECISION_WORDS[key >>> 16]} ${names.reason[key & 65535]}`, count]));
  const tiers = (sums) => Object.fromEntries([...sums.tiers].map(([tier, one]) => [names.tier[tier], one.numbers()]));
  const told = (sums) => ({ numbers: sums.numbers(), reasons: rows(sums), tiers: tiers(sums) });
  return { ballots: told(all), entries: new Map(names.label.slice(1).map((label, n) => [label, told(entries[n + 1])])) };
}

function compareNumbers(where, published, counted, findings) {
  for (const number of NUMBERS)
    if (published?.[number] !== counted[number])
      findings.say("tally.number", { where, number, published: published?.[number] ?? null, counted: counted[number] });
}

function compareRows(where, what, published, counted, findings) {
  for (const key of new Set([...Object.keys(published), ...Object.keys(counted)]))
    if ((published[key] ?? 0) !== (counted[key] ?? 0))
      findings.say("tally.number", { where, number: `${what} ${key}`, published: published[key] ?? 0, counted: counted[key] ?? 0 });
}

const reasonRows = (list) => Object.fromEntries((list ?? []).map((row) => [`${row.decision} ${row.reason}`, row.count]));

function compareTally(tally, edition, counted, findings) {
  if (tally.format !== "contest-tally-1" || !Array.isArray(tally.entries)) return findings.say("tally.form");
  if (tally.edition !== edition) findings.say("tally.edition", { edition: String(tally.edition) });
  compareNumbers("", tally.ballots, counted.ballots.numbers, findings);
  compareRows("", "reason", reasonRows(tally.reasons), counted.ballots.reasons, findings);
  const tiers = Object.fromEntries((tally.tiers ?? []).map((row) => [row.tier, row.ballots]));
  for (const [tier, numbers] of Object.entries(counted.ballots.tiers)) compareNumbers(tier, tiers[tier], numbers, findings);
  const nothing = { numbers: new Sums().numbers(), reasons: {}, tiers: {} };
  const listed = new Set();
  let before = null;
  for (const [nth, entry] of tally.entries.entries()) {
    if (listed.has(entry.label)) findings.say("tally.twice", { label: entry.label });
    listed.add(entry.label);
    const ours = counted.entries.get(entry.label) ?? nothing;
    compareNumbers(entry.label, entry.votes, ours.numbers, findings);
    compareRows(entry.label, "reason", reasonRows(entry.reasons), ours.reasons, findings);
    const perTier = Object.fromEntries(Object.entries(ours.tiers).map(([tier, numbers]) => [tier, numbers.counted]));
    compareRows(entry.label, "tier", Object.fromEntries((entry.tiers ?? []).map((row) => [row.tier, row.counted])), perTier, findings);
    if (entry.rank === undefined) continue; // withdrew
    const rank = before !== null && before.votes === ours.numbers.counted ? before.rank : nth + 1;
    if (entry.rank !== rank || (before !== null && before.votes < ours.numbers.counted))
      findings.say("tally.rank", { label: entry.label, published: entry.rank, counted: rank });
    before = { rank, votes: ours.numbers.counted };
  }
  for (const label of counted.entries.keys()) if (!listed.has(label)) findings.say("tally.missing", { label });
}

// ---- the whole -----------------------------------------------------------------------------------------------------

/**
 * @param files { spki: Uint8Array, checkpoints: string, tally: string, leaves: async iterable of Uint8Array }
 * @param given { sha256, verifySignature, fingerprint?: hex, known?: string[], receipts?: string[], progress?: (leaves) => void }
 * @returns { ok, problems, facts }
 */
export async function verify(files, given) {
  const findings = new Findings();
  const { sha256 } = given;
  const fingerprint = hex(sha256(files.spki));
  if (given.fingerprint && given.fingerprint.toLowerCase().replace(/[^0-9a-f]/g, "") !== fingerprint)
    findings.say("key.fingerprint", { expected: given.fingerprint, fingerprint });

  const checkpoints = await readCheckpoints(files.checkpoints, given, findings);
  chain(checkpoints, hex(sha256(new Uint8Array(0))), findings);
  const edition = checkpoints[0]?.edition ?? "";
  for (const one of checkpoints) if (one.edition !== edition) findings.say("checkpoint.edition", { number: one.number, edition: one.edition });
  const kept = await readKept(given, checkpoints, findings);

  const tree = new Tree(sha256);
  const counting = new Counting(edition, findings);
  for (const code of given.receipts ?? []) counting.wanted.set(code, null);
  const roots = await readLeaves(files.leaves, tree, counting, new Set([...checkpoints, ...kept].map((one) => one.size)), given.progress);
  counting.finish();
  compareRoots(checkpoints, roots, tree.size, findings);
  for (const one of kept)
    if (one.size > tree.size) findings.say("known.longer", { number: one.number, size: one.size, leaves: tree.size });
    else if (roots.get(one.size) !== one.root) findings.say("known.rewritten", { number: one.number, size: one.size, root: one.root, computed: roots.get(one.size) });

  const tallyHash = hex(sha256(utf8.encode(files.tally)));
  if (counting.closing !== null && counting.closing.tallyHash !== tallyHash)
    findings.say("tally.hash", { leaf: counting.closing.leaf, hash: tallyHash, expected: counting.closing.tallyHash });
  const counted = recount(counting);
  const tally = readJson(files.tally);
  if (tally === null) findings.say("tally.form");
  else {
    if (canonical(tally) !== files.tally) findings.say("tally.canonical");
    try {
      compareTally(tally, edition, counted, findings);
    } catch {
      findings.say("tally.form");
    }
  }

  const receipts = [...counting.wanted].map(([code, found]) => ({ code, ...found }));
  for (const one of receipts) if (one.leaf === undefined) findings.say("receipt.missing", { receipt: one.code });
  const problems = findings.all();
  return { ok: problems.length === 0, problems, facts: facts() };

  function facts() {
    const last = checkpoints[checkpoints.length - 1];
    return {
      edition, fingerprint, isFingerprintGiven: Boolean(given.fingerprint), mode: counting.mode, leaves: tree.size,
      root: hex(tree.root()), checkpoints: checkpoints.length, last: last?.at ?? null, known: kept.length,
      ballots: counted.ballots.numbers, entries: counted.entries.size, receipts,
    };
  }
}

async function readKept(given, checkpoints, findings) {
  const kept = [];
  for (const [nth, text] of (given.known ?? []).entries()) {
    const one = parseSigned(text.replace(/\r\n/g, "\n"));
    if (one === null) findings.say("known.form", { nth: nth + 1 });
    else {
      kept.push(one);
      if (one.signature !== null && !(await given.verifySignature(utf8.encode(one.text), bytesOf(one.signature))))
        findings.say("known.signature", { number: one.number });
      if (!checkpoints.some((published) => published.text === one.text)) findings.say("known.unpublished", { number: one.number, size: one.size, at: one.at });
    }
  }
  return kept;
}

async function readLeaves(chunks, tree, counting, sizes, progress) {
  const roots = new Map();
  const text = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
  const note = () => sizes.has(tree.size) && roots.set(tree.size, hex(tree.root()));
  const line = (bytes, from, to) => {
    const data = new Uint8Array(to - from + 1);
    data.set(bytes.subarray(from, to), 1);
    const leaf = tree.size;
    const written = text.decode(data.subarray(1));
    for (let at = 1; at < data.length; at++) if (data[at] === 0x7c) data[at] = 0x0a;
    tree.add(data);
    counting.take(leaf, written);
    note();
    if (progress && tree.size % 100000 === 0) progress(tree.size);
  };
  note();
  let rest = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
    let from = 0;
    for (let to = bytes.indexOf(10, from); to >= 0; to = bytes.indexOf(10, from)) {
      line(bytes, from, to);
      from = to + 1;
    }
    rest = bytes.slice(from);
  }
  if (rest.length > 0) {
    counting.findings.say("leaves.end", { leaf: tree.size });
    line(rest, 0, rest.length);
  }
  return roots;
}

const joined = (a, b) => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

// docs/formats/canonical-json.md, as far as a tally needs it: no twin members can hide in a text that is written in one way only
const canonical = (value) =>
  Array.isArray(value) ? `[${value.map(canonical).join(",")}]`
  : value !== null && typeof value === "object"
    ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`
    : JSON.stringify(value);

const readJson = (text) => {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
};

// The first checkpoint whose root differs says between which leaves something was done; the number of leaves says what.
function compareRoots(checkpoints, roots, leaves, findings) {
  const last = checkpoints[checkpoints.length - 1];
  if (last === undefined) return;
  const wrong = checkpoints.find((one) => roots.get(one.size) !== one.root);
  if (wrong === undefined) {
    if (leaves > last.size) findings.say("leaves.uncovered", { leaves, size: last.size, number: last.number });
    return;
  }
  const from = checkpoints[checkpoints.indexOf(wrong) - 1]?.size ?? 0;
  const span = { number: wrong.number, from, to: wrong.size - 1, expected: wrong.root, computed: roots.get(wrong.size) ?? null };
  if (leaves < last.size) findings.say("leaves.dropped", { leaves, size: last.size, count: last.size - leaves, ...span });
  else if (leaves > last.size) findings.say("leaves.added", { leaves, size: last.size, count: leaves - last.size, ...span });
  else findings.say("leaves.changed", span);
}
