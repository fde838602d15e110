#!/usr/bin/env node
// node standings.mjs FILE [--explain LABEL]     (FILE is - for standard input)
// Calculates scores, places and cuts from marks (see README.md), written from docs/scoring.md alone: it shares no code with
// Contest, so that two calculations agree only when both are right or the document is wrong. Reads one competition, a JSON
// array of them, or one per line, and answers in the same shape. Exit code 0: calculated; 2: could not read.

import { readFileSync } from "node:fs";
import { calculate } from "./standings-core.mjs";
import { explain } from "./standings-explain.mjs";
import { readCompetitions } from "./standings-file.mjs";

const USAGE = "node standings.mjs FILE [--explain LABEL]     (FILE is - for standard input)";

function options(args) {
  const given = { file: null, label: null };
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === "--explain" && args.length > 0) given.label = args.shift();
    else if (given.file === null && (arg === "-" || !arg.startsWith("-"))) given.file = arg;
    else throw new Error(`${arg}? ${USAGE}`);
  }
  if (given.file === null) throw new Error(USAGE);
  return given;
}

function answersText(text, { shape, competitions }) {
  const answers = competitions.map(calculate);
  if (shape === "lines") return answers.map((answer) => `${JSON.stringify(answer)}\n`).join("");
  const indent = text.trim().includes("\n") ? 2 : 0; // a file on one line is answered on one line
  return `${JSON.stringify(shape === "array" ? answers : answers[0], null, indent)}\n`;
}

function explanationText(label, { competitions }) {
  const found = competitions.map((competition, index) => ({ index, lines: explain(competition, label) })).filter(({ lines }) => lines !== null);
  if (found.length === 0) throw new Error(`There is no entry "${label}".`);
  const heading = (index) => (competitions.length > 1 ? [`Competition ${index + 1}`] : []);
  return found.map(({ index, lines }) => [...heading(index), ...lines].map((line) => `${line}\n`).join("")).join("\n");
}

function main() {
  const given = options(process.argv.slice(2));
  const text = readFileSync(given.file === "-" ? 0 : given.file, "utf8");
  const read = readCompetitions(text);
  if (read.problems.length > 0) throw new Error(read.problems.join("\n"));
  process.stdout.write(given.label === null ? answersText(text, read) : explanationText(given.label, read));
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
