// The scores, places and cuts of a round, calculated from docs/scoring.md alone: a second, independent implementation that
// shares no code with Contest. Pure functions, no imports: runs in a browser too. The section numbers are the document's.
//
//   problemsOf(competition)       what is wrong with a competition of section 8, one sentence each; empty when it can be read
//   calculate(competition)        the answer of section 8
//   explain(competition, label)   the calculation of one entry, line by line, to follow with a pencil
//   readCompetitions(text)        a file's text as { shape: "one" | "array" | "lines", competitions, problems }
//
// No binary floating point touches a score: all are fractions of BigInts. Only ranks and counts are Numbers.

// ---- Section 1: numbers ----

const CUT = 30;

const power10 = (places) => 10n ** BigInt(places);

function greatestCommonDivisor(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

// a fraction in lowest terms; the denominator is positive
export function fraction(n, d = 1n) {
  if (d === 0n) throw new RangeError("a denominator of 0");
  const divisor = greatestCommonDivisor(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / divisor, d: (sign * d) / divisor };
}

const ZERO = fraction(0n);
const ONE = fraction(1n);
const HUNDRED = fraction(100n);

const whole = (number) => fraction(BigInt(number));
const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const minus = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const times = (a, b) => fraction(a.n * b.n, a.d * b.d);
const over = (a, b) => fraction(a.n * b.d, a.d * b.n);
const isZero = (a) => a.n === 0n;
const sumOf = (fractions) => fractions.reduce(plus, ZERO);
const meanOf = (fractions) => over(sumOf(fractions), whole(fractions.length));

function compareWhole(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

const compare = (a, b) => compareWhole(a.n * b.d, b.n * a.d);

// variance of the population: the mean of the squared distances from the mean
function varianceOf(fractions) {
  const mean = meanOf(fractions);
  return meanOf(fractions.map((x) => minus(x, mean)).map((distance) => times(distance, distance)));
}

// BigInt division cuts towards zero; this one goes down
function floorDivision(n, d) {
  const quotient = n / d;
  return n % d < 0n ? quotient - 1n : quotient;
}

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;

// decimal text, "20.5" or "-3"
export function parseDecimal(text) {
  if (!DECIMAL.test(text)) throw new SyntaxError(`${text}?`);
  const [units, decimals = ""] = text.split(".");
  return fraction(BigInt(units + decimals), power10(decimals.length));
}

// half up: floor(x · 10^places + 1/2), counted in units of 10^-places
export const roundHalfUp = (x, places) => floorDivision(2n * x.n * power10(places) + x.d, 2n * x.d);

// 8835 units of 2 places: "88.35"
export function unitsText(units, places) {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const point = digits.length - places;
  return (units < 0n ? "-" : "") + digits.slice(0, point) + (places > 0 ? `.${digits.slice(point)}` : "");
}

// "17669/200", or "n" when whole
export const exactText = (x) => (x.d === 1n ? `${x.n}` : `${x.n}/${x.d}`);

// the largest whole number whose square is not more than n
function wholeRoot(n) {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

// √x cut off after 30 decimals
export const squareRoot = (x) => fraction(wholeRoot((x.n * power10(2 * CUT)) / x.d), power10(CUT));

// 2·artanh(n/d) = 2·(t + t³/3 + t⁵/5 + …) in units of 1/unit, each step cut off
function twiceArtanh(n, d, unit) {
  const square = (n * n * unit) / (d * d);
  let sum = 0n;
  let power = (n * unit) / d;
  for (let odd = 1n; power > 0n; odd += 2n) {
    sum += power / odd;
    power = (power * square) / unit;
  }
  return 2n * sum;
}

// ln m cut off after 30 decimals, for a whole m ≥ 1: with 2^k ≤ m < 2^(k+1), ln m = k·ln 2 + ln(m / 2^k) and
// ln y = 2·artanh((y − 1) / (y + 1)). What is lost on the way is far less than 10^8 units; should that reach the 30th decimal,
// it is done again with more.
export function naturalLogarithm(m) {
  if (m < 1n) throw new RangeError("a logarithm of less than 1");
  if (m === 1n) return ZERO;
  const k = m.toString(2).length - 1;
  const two = 1n << BigInt(k);
  const lost = power10(8);
  for (let spare = 20; ; spare *= 2) {
    const unit = power10(CUT + spare);
    const about = BigInt(k) * twiceArtanh(1n, 3n, unit) + twiceArtanh(m - two, m + two, unit);
    const low = (about - lost) / power10(spare);
    const high = (about + lost) / power10(spare);
    if (low === high) return fraction(low, power10(CUT));
  }
}

// ---- Section 8: the file ----

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const has = (object, name) => Object.hasOwn(object, name);

const TEXT = { what: "text that is not empty", fits: (v) => typeof v === "string" && v !== "" };
const LIST = { what: "a list", fits: Array.isArray };
const OBJECT = { what: "an object", fits: isObject };
const COUNT = { what: "a whole number, 0 or more", fits: (v) => Number.isSafeInteger(v) && v >= 0 };
const PLACES = { what: "a whole number from 0 to 30", fits: (v) => COUNT.fits(v) && v <= CUT };
const POINTS = { what: 'decimal text such as "20.5"', fits: (v) => typeof v === "string" && DECIMAL.test(v) };
const AMOUNT = {
  what: 'a whole number or decimal text such as "12.5", 0 or more',
  fits: (v) => COUNT.fits(v) || (POINTS.fits(v) && parseDecimal(v).n >= 0n),
};
const WEIGHT = {
  what: 'decimal text from "0" to "100"',
  fits: (v) => POINTS.fits(v) && parseDecimal(v).n >= 0n && compare(parseDecimal(v), HUNDRED) <= 0,
};
const oneOf = (...names) => ({ what: names.join(" or "), fits: (v) => names.includes(v) });
const orNull = (kind) => ({ what: `${kind.what}, or null`, fits: (v) => v === null || kind.fits(v) });

const NORMALISATION = oneOf("None", "MeanShift", "ZScore");
const CONVERSION = oneOf("Linear", "RankStep", "Log");
const TIE = oneOf("MoreDecimals", "Criterion", "EarlierStage", "UntrimmedMean");
const LEVEL = oneOf("AllAdvance", "Draw");
const STATE = oneOf("counted", "open", "recused", "setAside");

const DEFAULT_TIE_PLACES = 4;

// is object[name] there and of its kind? If not, says so
function check(problems, where, object, name, kind) {
  if (!has(object, name)) {
    problems.push(`${where}: the field "${name}" is missing.`);
    return false;
  }
  if (kind.fits(object[name])) return true;
  problems.push(`${where}: "${name}" must be ${kind.what}, and is ${shortJson(object[name])}.`);
  return false;
}

function shortJson(value) {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}

// the items of a list that are objects; says which are not
function objectsOf(problems, where, list) {
  list.forEach((item, index) => {
    if (!isObject(item)) problems.push(`${where}[${index}] must be an object, and is ${shortJson(item)}.`);
  });
  return [...list.entries()].filter(([, item]) => isObject(item));
}

// says which values occur twice
function checkUnique(problems, where, what, values) {
  const seen = new Set();
  const told = new Set();
  for (const value of values) {
    if (seen.has(value) && !told.has(value)) {
      problems.push(`${where}: ${what} "${value}" occurs more than once.`);
      told.add(value);
    }
    seen.add(value);
  }
}

export function problemsOf(competition) {
  const problems = [];
  if (!isObject(competition)) return [`A competition must be an object, and is ${shortJson(competition)}.`];
  if (check(problems, "competition", competition, "rules", OBJECT)) checkRules(problems, competition.rules);
  if (check(problems, "competition", competition, "entries", LIST)) {
    checkEntries(problems, competition.entries, isObject(competition.rules) ? competition.rules : {});
  }
  return problems;
}

function checkRules(problems, rules) {
  const needed = (name, kind) => check(problems, "rules", rules, name, kind);
  if (needed("trim", OBJECT)) {
    for (const name of ["high", "low", "fromMarks", "keepAtLeast"]) check(problems, "rules.trim", rules.trim, name, COUNT);
  }
  needed("fewestSheets", COUNT);
  needed("places", PLACES);
  needed("scale", AMOUNT);
  needed("normalisation", NORMALISATION);
  needed("normalisationMinimum", rules.normalisation === "ZScore" ? COUNT : orNull(COUNT));
  const weighed = needed("voteWeight", WEIGHT) && looksAtVotes(rules);
  needed("conversion", weighed ? CONVERSION : orNull(CONVERSION));
  if (needed("ties", LIST)) checkTies(problems, rules.ties);
  if (needed("cuts", LIST)) checkCuts(problems, rules.cuts);
}

const looksAtVotes = (rules) => WEIGHT.fits(rules.voteWeight) && !isZero(parseDecimal(rules.voteWeight));

function checkTies(problems, ties) {
  for (const [index, tie] of objectsOf(problems, "rules.ties", ties)) {
    const where = `rules.ties[${index}]`;
    check(problems, where, tie, "kind", TIE);
    if (tie.kind === "Criterion") check(problems, where, tie, "criterion", TEXT);
    if (has(tie, "places")) check(problems, where, tie, "places", orNull(PLACES));
  }
}

function checkCuts(problems, cuts) {
  const objects = objectsOf(problems, "rules.cuts", cuts);
  for (const [index, cut] of objects) {
    const where = `rules.cuts[${index}]`;
    check(problems, where, cut, "group", TEXT);
    check(problems, where, cut, "level", LEVEL);
    const number = check(problems, where, cut, "number", orNull(COUNT));
    const percent = check(problems, where, cut, "percent", orNull(AMOUNT));
    if (number && percent && (cut.number === null) === (cut.percent === null)) {
      problems.push(`${where}: one of "number" and "percent" must be null and the other not.`);
    }
  }
  checkUnique(problems, "rules.cuts", "the group", objects.map(([, cut]) => cut.group).filter(TEXT.fits));
}

function checkEntries(problems, entries, rules) {
  const cut = new Set(Array.isArray(rules.cuts) ? rules.cuts.filter(isObject).map((rule) => rule.group) : []);
  const objects = objectsOf(problems, "entries", entries);
  for (const [index, entry] of objects) {
    const where = TEXT.fits(entry.label) ? `entry "${entry.label}"` : `entries[${index}]`;
    checkEntry(problems, where, entry, rules);
    if (TEXT.fits(entry.group) && !cut.has(entry.group)) {
      problems.push(`${where}: there is no rule in "cuts" for its group "${entry.group}".`);
    }
  }
  checkUnique(problems, "entries", "the label", objects.map(([, entry]) => entry.label).filter(TEXT.fits));
}

function checkEntry(problems, where, entry, rules) {
  check(problems, where, entry, "label", TEXT);
  check(problems, where, entry, "group", TEXT);
  check(problems, where, entry, "panel", rules.normalisation === "None" ? orNull(TEXT) : TEXT);
  check(problems, where, entry, "votes", looksAtVotes(rules) ? COUNT : orNull(COUNT));
  check(problems, where, entry, "earlier", orNull(POINTS));
  if (!check(problems, where, entry, "sheets", LIST)) return;
  const sheets = objectsOf(problems, `${where}, sheets`, entry.sheets);
  for (const [index, sheet] of sheets) checkSheet(problems, `${where}, sheets[${index}]`, sheet);
  const counted = sheets.map(([, sheet]) => sheet).filter((sheet) => sheet.state === "counted");
  checkUnique(problems, where, "a counted sheet of judge", counted.map((sheet) => sheet.judge).filter(TEXT.fits));
}

function checkSheet(problems, where, sheet) {
  check(problems, where, sheet, "judge", TEXT);
  check(problems, where, sheet, "state", STATE);
  if (!check(problems, where, sheet, "marks", OBJECT)) return;
  const criteria = Object.keys(sheet.marks);
  for (const criterion of criteria) check(problems, `${where}, marks`, sheet.marks, criterion, POINTS);
  if (sheet.state === "counted" && criteria.length === 0) problems.push(`${where}: a counted sheet has no marks.`);
}

// one competition, an array of them, or one per line
export function readCompetitions(text) {
  const json = text.replace(/^\uFEFF/, "");
  const all = parsed(json);
  if (!all.error) return checked(Array.isArray(all.value) ? "array" : "one", [all.value].flat(1), (i) => `competition ${i + 1}`);
  const lines = json.split("\n").map((line, index) => ({ line, number: index + 1 }));
  const used = lines.filter(({ line }) => line.trim() !== "").map(({ line, number }) => ({ number, ...parsed(line) }));
  if (used.length < 2 || used[0].error) return { shape: "one", competitions: [], problems: [`This is not JSON: ${all.error}.`] };
  const broken = used.filter((line) => line.error).map((line) => `line ${line.number}: this is not JSON: ${line.error}.`);
  if (broken.length > 0) return { shape: "lines", competitions: [], problems: broken };
  return checked("lines", used.map((line) => line.value), (i) => `line ${used[i].number}`);
}

function parsed(text) {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error.message };
  }
}

function checked(shape, competitions, nameOf) {
  const prefix = (index) => (shape === "one" ? "" : `${nameOf(index)}: `);
  const problems = competitions.flatMap((competition, index) => problemsOf(competition).map((problem) => prefix(index) + problem));
  return { shape, competitions, problems };
}

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
    earlier: entry.earlier === null ? null : parseDecimal(entry.earlier),
    sheets,
    counting: sheets.filter((sheet) => sheet.state === "counted"),
  };
}

// ---- Section 3: the mean of an entry ----

const sheetsNeeded = (rules) => Math.max(1, rules.fewestSheets);

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

const entriesWithMore = (votes, group) => group.filter((entry) => entry.votes > votes).length;

// ---- Section 6: places ----

const tiePlaces = (tie) => tie.places ?? DEFAULT_TIE_PLACES;

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

const byLabel = (a, b) => compareWhole(a.label, b.label);

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
function work(competition) {
  const { rules } = competition;
  const entries = competition.entries.map(readEntry);
  const ready = entries.filter((entry) => entry.counting.length >= sheetsNeeded(rules));
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

const labelsOf = (entries) => entries.map((entry) => entry.label);

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

// ---- the calculation of one entry in words ----

// "88.35" or "265/3 (88.333333…)"; of a very long fraction only the decimals, with … when there are more
function shown(x) {
  for (let places = 0; places <= 6; places++) {
    if (power10(places) % x.d === 0n) return unitsText((x.n * power10(places)) / x.d, places);
  }
  if (exactText(x).length > 30) return decimals(x, CUT);
  return `${exactText(x)} (${decimals(x, 6)})`;
}

function decimals(x, places) {
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
  return [`3. Waits: ${sheetsNeeded(rules)} sheets are needed. No score, no place, and in no mean of the others.`];
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
