// From the marks to the cut, written from docs/scoring.md alone: pure functions, whole numbers only, no dependencies, so that a
// browser can use them too. Shares no code with the product.

import {
  fraction, ZERO, ONE, HUNDRED, whole, plus, minus, times, over, isZero, sumOf, meanOf, compareWhole, compare, varianceOf, floorDivision,
  parseDecimal, roundHalfUp, unitsText, exactText, squareRoot, naturalLogarithm,
} from "./standings-numbers.mjs";
import { DEFAULT_TIE_PLACES } from "./standings-file.mjs";

// ---- Section 2: sheets ----

function readSheet(sheet) {
  const marks = new Map(Object.entries(sheet.marks).map(([criterion, points]) => [criterion, parseDecimal(points)]));
  return { judge: sheet.judge, state: sheet.state, marks, total: sumOf([...marks.values()]) };
}

function readEntry(entry) {
  const sheets = entry.sheets.map(readSheet);
  return {
    label: entry.label,
    group: entry.group,
    panel: entry.panel,
    votes: entry.votes,
    fewestSheets: entry.fewestSheets,
    earlier: entry.earlier === null ? null : parseDecimal(entry.earlier),
    sheets,
    counting: sheets.filter((sheet) => sheet.state === "counted"),
  };
}

// ---- Section 3: the mean of an entry ----

export const sheetsNeeded = (rules, entry) => Math.max(1, entry.fewestSheets ?? rules.fewestSheets);

function mayTrim({ high, low, fromMarks, keepAtLeast }, n) {
  return high + low > 0 && n >= fromMarks && n - high - low >= Math.max(1, keepAtLeast);
}

function expertMean(counting, trim) {
  const sorted = [...counting].sort((a, b) => compare(b.total, a.total));
  const trimmed = mayTrim(trim, sorted.length);
  const kept = trimmed ? sorted.slice(trim.high, sorted.length - trim.low) : sorted;
  return {
    trimmed,
    highest: trimmed ? sorted.slice(0, trim.high) : [],
    lowest: trimmed ? sorted.slice(sorted.length - trim.low) : [],
    kept,
    mean: meanOf(kept.map((sheet) => sheet.total)),
    untrimmed: meanOf(sorted.map((sheet) => sheet.total)),
  };
}

// ---- Section 4: panels ----

function clampTo(x, scale) {
  if (x.n < 0n) return ZERO;
  return compare(x, scale) > 0 ? scale : x;
}

function yardstick(entries) {
  const scores = entries.map((entry) => entry.expert.mean);
  return { entries, count: scores.length, sum: sumOf(scores), mean: meanOf(scores), variance: varianceOf(scores) };
}

// sets entry.panelled: the score after this step and how it came about
function settlePanels(ready, rules) {
  if (rules.normalisation === "None" || ready.length === 0) {
    for (const entry of ready) entry.panelled = { score: entry.expert.mean, kind: "None" };
    return;
  }
  const all = yardstick(ready);
  for (const members of groupedBy(ready, (entry) => entry.panel).values()) {
    const panel = yardstick(members);
    for (const entry of members) entry.panelled = { all, panel, ...shifted(entry.expert.mean, all, panel, rules) };
  }
}

function shifted(x, all, panel, rules) {
  if (rules.normalisation === "ZScore" && panel.count < rules.normalisationMinimum) return { kind: "TooSmall", score: x };
  const factor = rules.normalisation === "ZScore" ? stretch(all, panel) : ONE;
  const result = plus(times(minus(x, panel.mean), factor), all.mean);
  return { kind: rules.normalisation, factor, result, score: clampTo(result, amount(rules.scale)) };
}

const stretch = (all, panel) => (isZero(panel.variance) ? ONE : squareRoot(over(all.variance, panel.variance)));

const amount = (value) => parseDecimal(String(value));

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

// ---- Section 5: votes ----

// sets entry.composite: the score of step 5 and how it came about; for the ready entries of one group
function settleVotes(group, rules) {
  const weight = parseDecimal(rules.voteWeight);
  if (isZero(weight)) {
    for (const entry of group) entry.composite = { score: entry.panelled.score };
    return;
  }
  const most = group.reduce((largest, entry) => Math.max(largest, entry.votes), 0);
  for (const entry of group) {
    const points = votePoints(entry.votes, most, group, rules.conversion);
    const expertPart = times(entry.panelled.score, minus(HUNDRED, weight));
    entry.composite = { most, points, score: over(plus(expertPart, times(points, weight)), HUNDRED) };
  }
}

function votePoints(votes, most, group, conversion) {
  if (most === 0) return ZERO;
  if (conversion === "Linear") return fraction(100n * BigInt(votes), BigInt(most));
  if (conversion === "RankStep") return whole(Math.max(0, 100 - 5 * entriesWithMore(votes, group)));
  return times(HUNDRED, over(naturalLogarithm(1n + BigInt(votes)), naturalLogarithm(1n + BigInt(most))));
}

export const entriesWithMore = (votes, group) => group.filter((entry) => entry.votes > votes).length;

// ---- Section 6: places ----

export const tiePlaces = (tie) => tie.places ?? DEFAULT_TIE_PLACES;

// what a tie rule compares, exact; null when the entry has no such value
function tieValue(tie, entry) {
  if (tie.kind === "MoreDecimals") return entry.composite.score;
  if (tie.kind === "UntrimmedMean") return entry.expert.untrimmed;
  if (tie.kind === "EarlierStage") return entry.earlier;
  const points = entry.counting.map((sheet) => sheet.marks.get(tie.criterion));
  return points.includes(undefined) ? null : meanOf(points);
}

// splits a set by a number, highest first
function splitBy(set, numberOf) {
  const parts = [...groupedBy(set, numberOf).entries()];
  return parts.sort(([a], [b]) => compareWhole(b, a)).map(([, part]) => part);
}

// the set as a list of smaller sets, best first, that no rule can split any more; every rule tried is noted in trace
function breakTie(set, ties, trace) {
  if (set.length === 1 || ties.length === 0) return [set];
  const [tie, ...behind] = ties;
  const values = new Map(set.map((entry) => [entry, roundedTieValue(tie, entry)]));
  const complete = ![...values.values()].includes(null);
  const parts = complete ? splitBy(set, (entry) => values.get(entry)) : [set];
  trace.push({ tie, values, complete, decides: parts.length > 1 });
  return parts.flatMap((part) => breakTie(part, behind, trace));
}

function roundedTieValue(tie, entry) {
  const value = tieValue(tie, entry);
  return value === null ? null : roundHalfUp(value, tiePlaces(tie));
}

export const byLabel = (a, b) => compareWhole(a.label, b.label);

// sets entry.rank and entry.isJoint; returns the entries of the group in the order of the standings
function settlePlaces(group, rules, trace) {
  for (const entry of group) entry.published = roundHalfUp(entry.composite.score, rules.places);
  const sets = splitBy(group, (entry) => entry.published).flatMap((set) => breakTie(set, rules.ties, trace));
  let rank = 1;
  for (const set of sets) {
    for (const entry of set) Object.assign(entry, { rank, isJoint: set.length > 1 });
    rank += set.length;
  }
  return sets.flatMap((set) => [...set].sort(byLabel));
}

// ---- Section 7: the cut ----

function placesOf(cut, ranked) {
  if (cut.number !== null) return cut.number;
  const exact = over(times(whole(ranked), amount(cut.percent)), HUNDRED);
  return Number(-floorDivision(-exact.n, exact.d));
}

function settleCut(standings, cut) {
  const places = placesOf(cut, standings.length);
  if (standings.length <= places) return { places, line: null, through: standings, level: [], placesLeft: 0 };
  if (places === 0) return { places, line: null, through: [], level: [], placesLeft: 0 };
  const line = standings[places - 1].rank;
  const better = standings.filter((entry) => entry.rank < line);
  const onTheLine = standings.filter((entry) => entry.rank === line);
  const left = places - better.length;
  if (onTheLine.length <= left || cut.level === "AllAdvance") {
    return { places, line, through: [...better, ...onTheLine], level: [], placesLeft: 0 };
  }
  return { places, line, through: better, level: onTheLine, placesLeft: left };
}

// ---- all of it ----

// every step with its intermediate results
export function work(competition) {
  const { rules } = competition;
  const entries = competition.entries.map(readEntry);
  const ready = entries.filter((entry) => entry.counting.length >= sheetsNeeded(rules, entry));
  for (const entry of ready) entry.expert = expertMean(entry.counting, rules.trim);
  settlePanels(ready, rules);
  const groups = [...groupedBy(ready, (entry) => entry.group).keys()].sort(compareWhole).map((code) => {
    const members = ready.filter((entry) => entry.group === code);
    const trace = [];
    settleVotes(members, rules);
    const standings = settlePlaces(members, rules, trace);
    const cutRule = rules.cuts.find((cut) => cut.group === code);
    return { code, standings, trace, cutRule, cut: settleCut(standings, cutRule) };
  });
  const waiting = entries.filter((entry) => !ready.includes(entry)).sort(byLabel);
  return { rules, entries, ready, groups, waiting };
}

export const labelsOf = (entries) => entries.map((entry) => entry.label);

export function calculate(competition) {
  const { rules, groups, waiting } = work(competition);
  return {
    groups: groups.map(({ code, standings, cut }) => ({
      group: code,
      standings: standings.map((entry) => ({
        label: entry.label,
        rank: entry.rank,
        isJoint: entry.isJoint,
        score: unitsText(entry.published, rules.places),
        exact: exactText(entry.composite.score),
      })),
      through: labelsOf(cut.through),
      level: labelsOf(cut.level),
      placesLeft: cut.placesLeft,
    })),
    waiting: labelsOf(waiting),
  };
}
