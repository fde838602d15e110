#!/usr/bin/env node
// node verify.mjs DIR-or-URL [--fingerprint HEX] [--known FILE …] [--receipt CODE …] [--lang zh-CN|zh-HK|en] [--json]
// Checks the published vote ledger of one edition (see README.md). Exit code 0: all agrees; 1: not; 2: could not read.

import * as crypto from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { verify } from "./verify-core.mjs";
import { WORDS, tell } from "./verify-words.mjs";

const USAGE = "node verify.mjs DIR-or-URL [--fingerprint HEX] [--known FILE …] [--receipt CODE …] [--lang zh-CN|zh-HK|en] [--json]";

function options(args) {
  const given = { from: null, fingerprint: null, known: [], receipts: [], lang: language(), json: false };
  const take = (name) => {
    if (args.length === 0) throw new Error(`${name}? ${USAGE}`);
    return args.shift();
  };
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === "--fingerprint") given.fingerprint = take(arg);
    else if (arg === "--known") given.known.push(take(arg));
    else if (arg === "--receipt") given.receipts.push(receipt(take(arg)));
    else if (arg === "--lang") given.lang = take(arg);
    else if (arg === "--json") given.json = true;
    else if (given.from === null && !arg.startsWith("--")) given.from = arg;
    else throw new Error(`${arg}? ${USAGE}`);
  }
  if (given.from === null || !(given.lang in WORDS)) throw new Error(USAGE);
  return given;
}

// however it was typed: XXXX-XXXX
const receipt = (typed) => typed.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/^(.{4})(.+)$/, "$1-$2");

function language() {
  const lang = process.env.LANG ?? "";
  return /^zh_(HK|TW|MO)/.test(lang) ? "zh-HK" : lang.startsWith("zh") ? "zh-CN" : "en";
}

const isAddress = (from) => /^https?:\/\//.test(from);

async function fetched(from, name) {
  const answer = await fetch(new URL(name, from.endsWith("/") ? from : `${from}/`));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer;
}

const text = async (from, name) => (isAddress(from) ? (await fetched(from, name)).text() : readFile(join(from, name), "utf8"));

const stream = async (from, name) =>
  isAddress(from) ? (await fetched(from, name)).body : createReadStream(join(from, name), { highWaterMark: 1 << 20 });

// crypto.hash is faster where it exists (Node 20.12)
const sha256 = crypto.hash
  ? (bytes) => crypto.hash("sha256", bytes, "buffer")
  : (bytes) => crypto.createHash("sha256").update(bytes).digest();

async function main() {
  const given = options(process.argv.slice(2));
  const key = crypto.createPublicKey(await text(given.from, "key.pem"));
  if (key.asymmetricKeyType !== "ec" || key.asymmetricKeyDetails.namedCurve !== "prime256v1") throw new Error("key.pem: P-256?");
  const files = {
    spki: key.export({ type: "spki", format: "der" }),
    checkpoints: await text(given.from, "checkpoints.txt"),
    tally: await text(given.from, "tally.json"),
    leaves: await stream(given.from, "leaves.txt"),
  };
  const report = await verify(files, {
    sha256,
    verifySignature: (bytes, signature) => crypto.verify("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }, signature),
    fingerprint: given.fingerprint,
    known: await Promise.all(given.known.map((file) => readFile(file, "utf8"))),
    receipts: given.receipts,
    progress: process.stderr.isTTY ? (leaves) => process.stderr.write(`\r${leaves}`) : undefined,
  });
  if (process.stderr.isTTY) process.stderr.write("\r            \r");
  process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : `${tell(given.lang, report).join("\n")}\n`);
  process.exitCode = report.ok ? 0 : 1;
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
