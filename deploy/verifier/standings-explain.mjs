// The calculation of one entry as lines a person can follow with a pencil. Shares no code with the product.

import {
  CUT, power10, fraction, HUNDRED, whole, plus, minus, times, over, isZero, sumOf, compareWhole, compare, parseDecimal, unitsText, exactText,
  naturalLogarithm,
} from "./standings-numbers.mjs";
import { has } from "./standings-file.mjs";
import { sheetsNeeded, entriesWithMore, tiePlaces, byLabel, work, labelsOf } from "./standings-core.mjs";

// ---- the calculation of one entry in words ----

// "88.35" or "265/3 (88.333333…)"; of a very long fraction only the decimals, with … when there are more
function shown(x) {
  for (let places = 0; places <= 6; places++) {
    if (power10(places) % x.d === 0n) return unitsText((x.n * power10(places)) / x.d, places);
  }
  if (exactText(x).length > 30) return decimals(x, CUT);
  return `${exactText(x)} (${decimals(x, 6)})`;
}

export function decimals(x, places) {
  const units = (x.n * power10(places)) / x.d;
  const sign = x.n < 0n && units === 0n ? "-" : "";
  return `${sign}${unitsText(units, places)}${power10(places) % x.d === 0n ? "" : "…"}`;
}

const sumText = (fractions) => fractions.map(shown).join(" + ");

// null when no entry has the label
export function explain(competition, label) {
  const round = work(competition);
  const entry = round.entries.find((candidate) => candidate.label === label);
  if (entry === undefined) return null;
  const group = round.groups.find(({ code }) => code === entry.group);
  const lines = [`Entry ${label}, group ${entry.group}${entry.panel === null ? "" : `, panel ${entry.panel}`}`, ...explainSheets(entry)];
  if (!round.ready.includes(entry)) return [...lines, ...explainWaiting(entry, round.rules)];
  return [
    ...lines,
    ...explainMean(entry, round.rules),
    ...explainPanels(entry, round.rules),
    ...explainVotes(entry, group, round.rules),
    ...explainRounding(entry, round.rules),
    ...explainPlace(entry, group, round.rules),
    ...explainCut(entry, group),
  ];
}

function explainSheets(entry) {
  const lines = entry.sheets.map((sheet) => {
    const marks = [...sheet.marks].map(([criterion, points]) => `${criterion} ${shown(points)}`).join(" + ");
    return sheet.state === "counted"
      ? `   judge ${sheet.judge}: ${marks} = ${shown(sheet.total)}`
      : `   judge ${sheet.judge}: ${sheet.state}, does not count`;
  });
  return ["2. Sheets", ...lines, `   sheets that count: ${entry.counting.length}`];
}

function explainWaiting(entry, rules) {
  return [`3. Waits: ${sheetsNeeded(rules, entry)} sheets are needed. No score, no place, and in no mean of the others.`];
}

function explainMean(entry, { trim }) {
  const { trimmed, highest, lowest, kept, mean, untrimmed } = entry.expert;
  const totals = (sheets) => sheets.map((sheet) => sheet.total);
  const dropped = (name, sheets) =>
    sheets.length === 0 ? [] : [`   ${name} dropped: ${sheets.map((sheet) => `${shown(sheet.total)} (${sheet.judge})`).join(", ")}`];
  const whyNot =
    `   nothing dropped: it takes something to drop (high ${trim.high}, low ${trim.low}), at least ${trim.fromMarks} totals, ` +
    `and ${Math.max(1, trim.keepAtLeast)} or more left`;
  const sum = sumOf(totals(kept));
  return [
    "3. Mean",
    ...(trimmed ? [...dropped("highest", highest), ...dropped("lowest", lowest)] : [whyNot]),
    `   expert score: (${sumText(totals(kept))}) ÷ ${kept.length} = ${shown(sum)} ÷ ${kept.length} = ${shown(mean)}`,
    ...(trimmed ? [`   untrimmed mean: (${sumText(totals(entry.counting))}) ÷ ${entry.counting.length} = ${shown(untrimmed)}`] : []),
  ];
}

function explainPanels(entry, rules) {
  const { kind, all, panel, factor, result, score } = entry.panelled;
  if (kind === "None") return ["4. Panels: not evened out"];
  const x = shown(entry.expert.mean);
  const own = `panel ${entry.panel}`;
  const lines = ["4. Panels", ...explainYardstick("all", all), ...explainYardstick(own, panel)];
  if (kind === "TooSmall") {
    return [...lines, `   ${own} has fewer than ${rules.normalisationMinimum} ready entries: the score stays ${x}`];
  }
  if (kind === "ZScore") {
    const root = () => `√(${shown(all.variance)} ÷ ${shown(panel.variance)}) = √(${shown(over(all.variance, panel.variance))}), cut off: ${shown(factor)}`;
    lines.push(`   variance of all: ${shown(all.variance)}`, `   variance of ${own}: ${shown(panel.variance)}`);
    lines.push(`   factor: ${isZero(panel.variance) ? "1, as the panel's variance is 0" : root()}`);
  }
  const stretched = kind === "ZScore" ? ` · ${shown(factor)}` : "";
  lines.push(`   (${x} − ${shown(panel.mean)})${stretched} + ${shown(all.mean)} = ${shown(result)}`);
  if (compare(result, score) !== 0) lines.push(`   outside 0 to ${rules.scale}: becomes ${shown(score)}`);
  return lines;
}

function explainYardstick(name, { entries, count, sum, mean }) {
  const scores = [...entries].sort(byLabel).map((entry) => `${entry.label} ${shown(entry.expert.mean)}`);
  return [`   expert scores of ${name}: ${scores.join(", ")}`, `   mean of ${name}: ${shown(sum)} ÷ ${count} ready entries = ${shown(mean)}`];
}

function explainVotes(entry, group, rules) {
  const weight = parseDecimal(rules.voteWeight);
  if (isZero(weight)) return ["5. Votes: not looked at"];
  const { most, points, score } = entry.composite;
  return [
    "5. Votes",
    `   votes ${entry.votes}, most in the group ${most}`,
    `   points (${rules.conversion}): ${pointsText(entry, group, rules.conversion)} = ${shown(points)}`,
    `   score: (${shown(entry.panelled.score)} · ${shown(minus(HUNDRED, weight))} + ${shown(points)} · ${shown(weight)}) ÷ 100 = ${shown(score)}`,
  ];
}

function pointsText(entry, group, conversion) {
  const { most } = entry.composite;
  if (most === 0) return "nobody in the group has votes";
  if (conversion === "Linear") return `100 · ${entry.votes} ÷ ${most}`;
  if (conversion === "RankStep") return `100 − 5 · ${entriesWithMore(entry.votes, group.standings)}, not below 0,`;
  const logarithm = (votes) => shown(naturalLogarithm(1n + BigInt(votes)));
  return `100 · ln(1 + ${entry.votes}) ÷ ln(1 + ${most}) = 100 · ${logarithm(entry.votes)} ÷ ${logarithm(most)}`;
}

function explainRounding(entry, rules) {
  const { score } = entry.composite;
  const shift = plus(times(score, fraction(power10(rules.places))), fraction(1n, 2n));
  return [
    "6. Place",
    `   score ${exactText(score)}`,
    `   rounded half up to ${rules.places} decimals: floor(${shown(score)} · 10^${rules.places} + 1/2) = floor(${shown(shift)}) = ${entry.published}: ` +
      unitsText(entry.published, rules.places),
  ];
}

function explainPlace(entry, group, rules) {
  const level = group.standings.filter((other) => other.published === entry.published);
  const lines = [];
  if (level.length === 1) lines.push("   no other entry of the group has this score");
  else {
    lines.push(`   with the same score: ${labelsOf(level).sort(compareWhole).join(", ")}`);
    const tried = group.trace.filter((step) => step.values.has(entry));
    lines.push(...tried.map(tieText));
    if (entry.isJoint) lines.push(tried.length === 0 ? "   there are no tie rules" : "   no rule is left");
  }
  const shared = group.standings.filter((other) => other !== entry && other.rank === entry.rank);
  const joint = entry.isJoint ? `, shared with ${labelsOf(shared).join(", ")}` : "";
  const better = group.standings.filter((other) => other.rank < entry.rank).length;
  return [...lines, `   ${better} of ${group.standings.length} ranked entries are better: rank ${entry.rank}${joint}`];
}

function tieText({ tie, values, complete, decides }) {
  const name = `${tie.kind}${tie.kind === "Criterion" ? ` ${tie.criterion}` : ""}, ${tiePlaces(tie)} decimals`;
  const rows = [...values].sort(([a], [b]) => byLabel(a, b));
  const list = rows.map(([entry, value]) => `${entry.label} ${value === null ? "none" : unitsText(value, tiePlaces(tie))}`).join(", ");
  return `   ${name}: ${list}: ${decides ? "decides" : complete ? "all equal" : "does not decide, a value is missing"}`;
}

function explainCut(entry, { standings, cutRule, cut }) {
  const percent = cutRule.percent === null ? "" : ` (${cutRule.percent} % of ${standings.length}, a broken place counts as a whole one)`;
  return ["7. Cut", `   ${cut.places} places${percent}, ${standings.length} ranked entries`, `   ${cutVerdict(entry, standings, cutRule, cut)}`];
}

function cutVerdict(entry, standings, cutRule, cut) {
  if (cut.places >= standings.length) return "not more entries than places: all go on";
  if (cut.places === 0) return "no places: nobody goes on";
  const line = `the entry in place ${cut.places} has rank ${cut.line}`;
  if (entry.rank < cut.line) return `${line}; a better rank: goes on`;
  if (entry.rank > cut.line) return `${line}; a worse rank: does not go on`;
  const better = standings.filter((other) => other.rank < cut.line).length;
  const onTheLine = standings.filter((other) => other.rank === cut.line).length;
  const fit = `${line}; ${onTheLine} with this rank for ${cut.places - better} places left`;
  if (onTheLine <= cut.places - better) return `${fit}: goes on`;
  return cut.level.length === 0 ? `${fit}: all of them go on (${cutRule.level})` : `${fit}: left to a draw among ${labelsOf(cut.level).join(", ")}`;
}
