// Reads and checks the file of docs/scoring.md, section 8: every problem is one sentence. Shares no code with the product.

import { CUT, HUNDRED, whole, isZero, compare, DECIMAL, parseDecimal } from "./standings-numbers.mjs";

// ---- Section 8: the file ----

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const has = (object, name) => Object.hasOwn(object, name);

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

export const DEFAULT_TIE_PLACES = 4;

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
  if (needed("sheets", LIST)) checkScoreSheets(problems, rules.sheets);
  if (needed("ties", LIST)) checkTies(problems, rules.ties);
  if (needed("cuts", LIST)) checkCuts(problems, rules.cuts);
}

const looksAtVotes = (rules) => WEIGHT.fits(rules.voteWeight) && !isZero(parseDecimal(rules.voteWeight));

// the score sheets of section 2: the main one, whose variant is null, and its variants
function checkScoreSheets(problems, sheets) {
  const objects = objectsOf(problems, "rules.sheets", sheets);
  for (const [index, sheet] of objects) {
    const where = `rules.sheets[${index}]`;
    check(problems, where, sheet, "variant", orNull(TEXT));
    if (!check(problems, where, sheet, "criteria", OBJECT)) continue;
    for (const criterion of Object.keys(sheet.criteria)) check(problems, `${where}, criteria`, sheet.criteria, criterion, POINTS);
  }
  const variants = objects.map(([, sheet]) => sheet.variant);
  checkUnique(problems, "rules.sheets", "the variant", variants.filter(orNull(TEXT).fits));
  if (!variants.includes(null)) problems.push('rules.sheets: there is no main sheet, that is one whose "variant" is null.');
}

// the maxima of each variant; those that cannot be read were told of before
function maximaOf(rules) {
  const sheets = Array.isArray(rules.sheets) ? rules.sheets.filter((sheet) => isObject(sheet) && isObject(sheet.criteria)) : [];
  return new Map(sheets.map((sheet) => [sheet.variant, new Map(Object.entries(sheet.criteria).filter(([, most]) => POINTS.fits(most)))]));
}

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
  check(problems, where, entry, "fewestSheets", orNull(COUNT));
  check(problems, where, entry, "earlier", orNull(POINTS));
  if (!check(problems, where, entry, "sheets", LIST)) return;
  const sheets = objectsOf(problems, `${where}, sheets`, entry.sheets);
  const maxima = maximaOf(rules);
  for (const [index, sheet] of sheets) checkSheet(problems, `${where}, sheets[${index}]`, sheet, maxima);
  const counted = sheets.map(([, sheet]) => sheet).filter((sheet) => sheet.state === "counted");
  checkUnique(problems, where, "a counted sheet of judge", counted.map((sheet) => sheet.judge).filter(TEXT.fits));
}

function checkSheet(problems, where, sheet, maxima) {
  check(problems, where, sheet, "judge", TEXT);
  check(problems, where, sheet, "state", STATE);
  const named = check(problems, where, sheet, "variant", orNull(TEXT));
  const known = named && maxima.has(sheet.variant);
  if (named && !known) problems.push(`${where}: there is no score sheet ${shortJson(sheet.variant)} in the rules.`);
  if (!check(problems, where, sheet, "marks", OBJECT)) return;
  const criteria = Object.keys(sheet.marks);
  for (const criterion of criteria) check(problems, `${where}, marks`, sheet.marks, criterion, POINTS);
  if (sheet.state === "counted" && criteria.length === 0) problems.push(`${where}: a counted sheet has no marks.`);
  else if (sheet.state === "counted" && known) checkMarks(problems, where, sheet, maxima.get(sheet.variant));
}

// a mark for each criterion of the variant and for no other, from 0 to the maximum
function checkMarks(problems, where, sheet, most) {
  for (const criterion of most.keys()) if (!has(sheet.marks, criterion)) problems.push(`${where}: there is no mark for "${criterion}".`);
  for (const [criterion, mark] of Object.entries(sheet.marks)) {
    if (!most.has(criterion)) problems.push(`${where}: its score sheet has no criterion "${criterion}".`);
    else if (POINTS.fits(mark) && outside(parseDecimal(mark), parseDecimal(most.get(criterion)))) {
      problems.push(`${where}: ${mark} for "${criterion}" is not from 0 to ${most.get(criterion)}.`);
    }
  }
}

const outside = (points, most) => points.n < 0n || compare(points, most) > 0;

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
