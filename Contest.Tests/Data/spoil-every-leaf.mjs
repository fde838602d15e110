// node spoil-every-leaf.mjs FOLDER: verifies the folder's ledger again with every single leaf altered, dropped, added
// and moved; prints per act how often it was tried and which leaves went unseen.
import * as crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "../../deploy/verifier/verify-core.mjs";

const read = (name) => readFileSync(join(process.argv[2], name), "utf8");
const key = crypto.createPublicKey(read("key.pem"));
const lines = read("leaves.txt").split("\n").slice(0, -1);
const given = {
  sha256: (bytes) => crypto.createHash("sha256").update(bytes).digest(),
  verifySignature: (bytes, signature) => crypto.verify("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }, signature),
};
const files = { spki: key.export({ type: "spki", format: "der" }), checkpoints: read("checkpoints.txt"), tally: read("tally.json") };

async function* chunks(some) {
  const bytes = new TextEncoder().encode(some.map((line) => `${line}\n`).join(""));
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700); // also splits inside lines
}
const codes = async (some) => (await verify({ ...files, leaves: chunks(some) }, given)).problems.map((one) => one.code);

const time = /(\d)(\||Z\|)/; // one digit of the leaf
const acts = {
  altered: ["leaves.changed", (n) => lines.with(n, lines[n].replace(time, (_, digit, end) => `${(+digit + 1) % 10}${end}`))],
  dropped: ["leaves.dropped", (n) => lines.toSpliced(n, 1)],
  added: [n => (n === lines.length ? "leaves.uncovered" : "leaves.added"), (n) => lines.toSpliced(n, 0, lines[0].replace(/[A-Z2-9]{4}-[A-Z2-9]{4}/, "ZZZZ-ZZZZ"))],
  moved: ["leaves.changed", (n) => (n === 0 ? null : lines.toSpliced(n - 1, 2, lines[n], lines[n - 1]))],
};

const told = {};
const good = await codes(lines);
if (good.length > 0) throw new Error(`The ledger was not good: ${good}`);
for (const [act, [code, spoil]] of Object.entries(acts)) {
  told[act] = { tried: 0, unseen: [] };
  for (let n = 0; n < lines.length + (act === "added" ? 1 : 0); n++) {
    const some = spoil(n);
    if (some === null) continue;
    told[act].tried++;
    const expected = typeof code === "string" ? code : code(n);
    if (some.join() === lines.join() || !(await codes(some)).includes(expected)) told[act].unseen.push(n);
  }
}
console.log(JSON.stringify(told));
