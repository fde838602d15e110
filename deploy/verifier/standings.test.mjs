// node --test standings.test.mjs
// The expected values were worked out by hand from docs/scoring.md.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { calculate } from "./standings-core.mjs";
import { explain } from "./standings-explain.mjs";
import { problemsOf, readCompetitions } from "./standings-file.mjs";
import { exactText, fraction, naturalLogarithm, parseDecimal, roundHalfUp, squareRoot, unitsText } from "./standings-numbers.mjs";

const RULES = {
  trim: { high: 0, low: 0, fromMarks: 0, keepAtLeast: 0 },
  fewestSheets: 1,
  places: 2,
  scale: 100,
  normalisation: "None",
  normalisationMinimum: 1,
  voteWeight: "0",
  conversion: "Linear",
  sheets: [
    { variant: null, criteria: { P1: "100" } },
    { variant: "two", criteria: { P1: "100", P2: "100" } },
    { variant: "three", criteria: { P1: "100", P2: "100", P3: "100" } },
  ],
  ties: [],
  cuts: [{ group: "g", number: 1, percent: null, level: "AllAdvance" }],
};
const TRIM = { high: 1, low: 1, fromMarks: 5, keepAtLeast: 3 };

const sheet = (marks, judge = "J1", state = "counted") => ({ judge, state, variant: [null, null, "two", "three"][Object.keys(marks).length], marks });
const sheets = (...totals) => totals.map((total, index) => sheet({ P1: total }, `J${index + 1}`));
const entry = (label, sheetList, more = {}) => ({ label, group: "g", panel: "1", votes: 0, fewestSheets: null, earlier: null, sheets: sheetList, ...more });
const competition = (entries, rules = {}) => ({ rules: { ...RULES, ...rules }, entries });

function answer(entries, rules) {
  const given = competition(entries, rules);
  assert.deepEqual(problemsOf(given), []);
  return calculate(given);
}

const ranks = ({ groups }) => groups[0].standings.map(({ label, rank }) => `${label} ${rank}`).join(", ");
const scores = ({ groups }) => groups[0].standings.map(({ label, score }) => `${label} ${score}`).join(", ");
const exact = ({ groups }) => Object.fromEntries(groups[0].standings.map((standing) => [standing.label, standing.exact]));
const cutOf = ({ groups: [{ through, level, placesLeft }] }) => ({ through: through.join(""), level: level.join(""), placesLeft });

test("rounding is half up, also below 0", () => {
  const rounded = (text, places) => unitsText(roundHalfUp(parseDecimal(text), places), places);
  assert.equal(rounded("88.345", 2), "88.35");
  assert.equal(rounded("88.3449999", 2), "88.34");
  assert.equal(rounded("1.005", 2), "1.01");
  assert.equal(rounded("0.5", 0), "1");
  assert.equal(rounded("-0.5", 0), "0");
  assert.equal(rounded("-0.505", 2), "-0.50");
  assert.equal(rounded("0.05", 2), "0.05");
});

test("roots and logarithms are cut off after 30 decimals", () => {
  const digits = (x) => unitsText((x.n * 10n ** 30n) / x.d, 30);
  assert.equal(digits(squareRoot(fraction(2n))), "1.414213562373095048801688724209");
  assert.equal(exactText(squareRoot(fraction(9n, 4n))), "3/2");
  assert.equal(exactText(naturalLogarithm(1n)), "0");
  assert.equal(digits(naturalLogarithm(2n)), "0.693147180559945309417232121458");
  assert.equal(digits(naturalLogarithm(3n)), "1.098612288668109691395245236922");
  assert.equal(digits(naturalLogarithm(10n)), "2.302585092994045684017991454684");
  assert.ok(digits(naturalLogarithm(2n ** 50n)).startsWith("34.65735902799726547086160607"));
});

test("trimmed 1/1, exactly half way: 88.345 is 88.35", () => {
  const result = answer([entry("A", sheets("80", "88.34", "88.35", "88.34", "88.35", "99"))], { trim: TRIM });
  assert.equal(scores(result), "A 88.35");
  assert.deepEqual(exact(result), { A: "17669/200" });
});

test("of equal extremes only one is dropped", () => {
  const result = answer([entry("A", sheets("95", "95", "90", "88", "85"))], { trim: TRIM });
  assert.deepEqual(exact(result), { A: "91" });
  assert.equal(scores(result), "A 91.00");
});

test("nothing is dropped below fromMarks, or when too few would be left", () => {
  const four = [entry("A", sheets("10", "20", "30", "100"))];
  assert.deepEqual(exact(answer(four, { trim: TRIM })), { A: "40" });
  assert.deepEqual(exact(answer(four, { trim: { ...TRIM, fromMarks: 4 } })), { A: "40" });
  assert.deepEqual(exact(answer(four, { trim: { ...TRIM, fromMarks: 4, keepAtLeast: 2 } })), { A: "25" });
  assert.deepEqual(exact(answer(four, { trim: { high: 2, low: 2, fromMarks: 1, keepAtLeast: 0 } })), { A: "40" });
  assert.deepEqual(exact(answer(four, { trim: { high: 1, low: 0, fromMarks: 1, keepAtLeast: 0 } })), { A: "20" });
});

test("only counted sheets count; who has too few waits", () => {
  const others = [sheet({ P1: "1" }, "J2", "open"), sheet({}, "J3", "recused"), sheet({ P1: "1" }, "J4", "setAside")];
  const result = answer(
    [entry("C", [sheet({ P1: "20.5", P2: "17" }), ...others]), entry("B", others), entry("A", [])],
    { fewestSheets: 0 },
  );
  assert.deepEqual(exact(result), { C: "75/2" });
  assert.deepEqual(result.waiting, ["A", "B"]);
  assert.deepEqual(answer([entry("A", sheets("1", "2"))], { fewestSheets: 3 }).waiting, ["A"]);
});

test("a quorum lowered for one entry holds for it alone", () => {
  const entries = [entry("A", sheets("80", "81"), { fewestSheets: 2 }), entry("B", sheets("90", "91"))];
  const found = answer(entries, { fewestSheets: 3 });
  assert.equal(ranks(found), "A 1");
  assert.deepEqual(found.waiting, ["B"]);
});

test("MeanShift, over all groups together; who waits is in no mean", () => {
  const cuts = [...RULES.cuts, { ...RULES.cuts[0], group: "h" }];
  const result = answer(
    [
      entry("A", sheets("60")), entry("B", sheets("80")), entry("W", []),
      entry("C", sheets("80"), { panel: "2", group: "h" }), entry("D", sheets("100"), { panel: "2", group: "h" }),
    ],
    { normalisation: "MeanShift", cuts },
  );
  assert.deepEqual(exact(result), { A: "70", B: "90" }); // all 80, panel 70
  assert.deepEqual(result.groups[1].standings.map(({ exact: score }) => score), ["90", "70"]); // panel 90
});

const TWO_PANELS = [
  entry("A", sheets("60")), entry("B", sheets("80")),
  entry("C", sheets("80"), { panel: "2" }), entry("D", sheets("100"), { panel: "2" }),
];

test("ZScore: the factor is √(200/100), cut off", () => {
  const result = answer(TWO_PANELS, { normalisation: "ZScore", normalisationMinimum: 2 });
  // 80 ∓ 10 · 1.414213562373095048801688724209
  assert.equal(exact(result).A, exactText(parseDecimal("65.85786437626904951198311275791")));
  assert.equal(exact(result).B, exactText(parseDecimal("94.14213562373095048801688724209")));
  assert.equal(exact(result).C, exact(result).A);
  assert.equal(ranks(result), "B 1, D 1, A 3, C 3");
});

test("ZScore: a small panel keeps its scores and is part of the yardstick", () => {
  const entries = [...TWO_PANELS, entry("E", sheets("30"), { panel: "3" })];
  const result = answer(entries, { normalisation: "ZScore", normalisationMinimum: 2 });
  // all: mean 70, variance (100 + 100 + 100 + 900 + 1600) / 5 = 560; √(560/100) = 2.366431913239846418280737364374…
  assert.equal(exact(result).E, "30");
  assert.ok(scores(result).startsWith("B 93.66, D 93.66, A 46.34, C 46.34"));
});

test("ZScore: a panel without variance is only shifted", () => {
  const entries = [entry("A", sheets("50")), entry("B", sheets("50")), entry("C", sheets("60"), { panel: "2" }), entry("D", sheets("80"), { panel: "2" })];
  const result = answer(entries, { normalisation: "ZScore", normalisationMinimum: 2 });
  assert.equal(exact(result).A, "60"); // 50 − 50 + 60
  // all: mean 60, variance 150; panel 2: mean 70, variance 100; 60 ∓ 10·√1.5
  assert.equal(scores(result), "D 72.25, A 60.00, B 60.00, C 47.75");
});

test("clamped to 0 and to the scale", () => {
  const high = [entry("A", sheets("20")), entry("B", sheets("100")), entry("C", sheets("100"), { panel: "2" })];
  // all 220/3, panel 1: 60. B: 100 − 60 + 220/3 = 340/3; A: 20 − 60 + 220/3 = 100/3
  assert.deepEqual(exact(answer(high, { normalisation: "MeanShift" })), { B: "100", C: "220/3", A: "100/3" });
  const low = [entry("A", sheets("0")), entry("B", sheets("90")), entry("C", sheets("6"), { panel: "2" })];
  // all 32, panel 1: 45. A: −13
  assert.deepEqual(exact(answer(low, { normalisation: "MeanShift" })), { B: "77", C: "32", A: "0" });
});

test("votes: linear, by rank, logarithmic", () => {
  const entries = [
    entry("A", sheets("80"), { votes: 10 }), entry("B", sheets("80"), { votes: 5 }),
    entry("C", sheets("80"), { votes: 5 }), entry("D", sheets("80"), { votes: 0 }),
    entry("W", [], { votes: 1000 }),
  ];
  assert.deepEqual(exact(answer(entries, { voteWeight: "5" })), { A: "81", B: "157/2", C: "157/2", D: "76" });
  assert.deepEqual(exact(answer(entries, { voteWeight: "100", conversion: "RankStep" })), { A: "100", B: "95", C: "95", D: "85" });
  const log = answer([entry("A", sheets("80"), { votes: 9 }), entry("B", sheets("80"), { votes: 1 }), entry("C", sheets("80"))], { voteWeight: "100", conversion: "Log", places: 4 });
  assert.equal(scores(log), "A 100.0000, B 30.1030, C 0.0000");
  assert.equal(exact(log).B, exactText(fraction(100n * 693147180559945309417232121458n, 2302585092994045684017991454684n)));
});

test("votes: by rank not below 0, and 0 for everybody when nobody has votes", () => {
  const many = Array.from({ length: 23 }, (_, index) => entry(`E${String(index).padStart(2, "0")}`, sheets("0"), { votes: 100 - index }));
  const byRank = exact(answer(many, { voteWeight: "100", conversion: "RankStep" }));
  assert.deepEqual([byRank.E19, byRank.E20, byRank.E22], ["5", "0", "0"]);
  for (const conversion of ["Linear", "RankStep", "Log"]) {
    assert.deepEqual(exact(answer([entry("A", sheets("80"))], { voteWeight: "2.5", conversion })), { A: "78" });
  }
});

test("what is published is compared: equal when rounded is a tie", () => {
  const entries = [entry("B", sheets("88.344")), entry("A", sheets("88.341")), entry("C", sheets("88.3"))];
  const result = answer(entries);
  assert.equal(ranks(result), "A 1, B 1, C 3");
  assert.deepEqual(result.groups[0].standings.map(({ isJoint }) => isJoint), [true, true, false]);
  assert.equal(ranks(answer(entries, { ties: [{ kind: "MoreDecimals" }] })), "B 1, A 2, C 3");
});

test("those still equal go on with the rules behind, each set for itself", () => {
  const marks = (p1, p2, p3) => [sheet({ P1: p1, P2: p2, P3: p3 })];
  const entries = [
    entry("A", marks("10", "5", "5")), entry("B", marks("10", "6", "4")),
    entry("C", marks("9", "6", "5")), entry("D", marks("9", "6", "5")), entry("E", marks("9", "7", "4")),
  ];
  const ties = ["P1", "P2"].map((criterion) => ({ kind: "Criterion", criterion, places: 4 }));
  assert.equal(ranks(answer(entries, { ties })), "B 1, A 2, E 3, C 4, D 4");
});

test("Criterion takes the dropped sheets too", () => {
  const marks = (...pairs) => pairs.map(([p1, p2], index) => sheet({ P1: p1, P2: p2 }, `J${index + 1}`));
  const entries = [entry("A", marks(["0", "10"], ["10", "10"], ["20", "10"])), entry("B", marks(["3", "7"], ["10", "10"], ["20", "10"]))];
  const trim = { high: 1, low: 1, fromMarks: 3, keepAtLeast: 1 };
  assert.equal(ranks(answer(entries, { trim })), "A 1, B 1");
  assert.equal(ranks(answer(entries, { trim, ties: [{ kind: "Criterion", criterion: "P1" }] })), "B 1, A 2");
});

test("EarlierStage decides only when every tied entry has a value; UntrimmedMean is next", () => {
  const trim = { high: 0, low: 1, fromMarks: 2, keepAtLeast: 1 };
  const entries = [entry("A", sheets("80", "10"), { earlier: "90" }), entry("B", sheets("80", "20"), { earlier: "80" }), entry("C", sheets("80", "15"))];
  const ties = [{ kind: "EarlierStage" }, { kind: "UntrimmedMean", places: null }];
  assert.equal(ranks(answer(entries, { trim, ties })), "B 1, C 2, A 3");
  assert.equal(ranks(answer(entries.slice(0, 2), { trim, ties })), "A 1, B 2");
});

test("a tie rule compares rounded values", () => {
  const entries = [entry("A", sheets("88.3412"), { earlier: "1" }), entry("B", sheets("88.3414"), { earlier: "2" })];
  assert.equal(ranks(answer(entries, { ties: [{ kind: "MoreDecimals", places: 3 }] })), "A 1, B 1");
  assert.equal(ranks(answer(entries, { ties: [{ kind: "MoreDecimals", places: 4 }] })), "B 1, A 2");
});

const FIVE = [entry("A", sheets("90")), entry("B", sheets("80")), entry("C", sheets("80")), entry("D", sheets("80")), entry("E", sheets("70"))];
const cut = (number, percent, level) => ({ cuts: [{ group: "g", number, percent, level }] });

test("the cut: AllAdvance and Draw", () => {
  assert.deepEqual(cutOf(answer(FIVE, cut(2, null, "AllAdvance"))), { through: "ABCD", level: "", placesLeft: 0 });
  assert.deepEqual(cutOf(answer(FIVE, cut(3, null, "Draw"))), { through: "A", level: "BCD", placesLeft: 2 });
  assert.deepEqual(cutOf(answer(FIVE, cut(4, null, "Draw"))), { through: "ABCD", level: "", placesLeft: 0 });
  assert.deepEqual(cutOf(answer(FIVE, cut(1, null, "Draw"))), { through: "A", level: "", placesLeft: 0 });
  assert.deepEqual(cutOf(answer(FIVE, cut(5, null, "Draw"))), { through: "ABCDE", level: "", placesLeft: 0 });
  assert.deepEqual(cutOf(answer(FIVE, cut(0, null, "Draw"))), { through: "", level: "", placesLeft: 0 });
});

test("the cut by percentage: a broken place is a whole one", () => {
  assert.deepEqual(cutOf(answer(FIVE, cut(null, 20, "Draw"))), { through: "A", level: "", placesLeft: 0 }); // 1
  assert.deepEqual(cutOf(answer(FIVE, cut(null, "20.1", "Draw"))), { through: "A", level: "BCD", placesLeft: 1 }); // 1.005: 2
  assert.deepEqual(cutOf(answer(FIVE, cut(null, "100", "Draw"))), { through: "ABCDE", level: "", placesLeft: 0 });
  assert.deepEqual(cutOf(answer([...FIVE, entry("W", [])], cut(null, 20, "Draw"))), { through: "A", level: "", placesLeft: 0 }); // of the ranked
});

test("groups and labels are in the order of their code units", () => {
  const cuts = ["b", "B", "a"].map((group) => ({ ...RULES.cuts[0], group }));
  const result = answer(["b", "B", "a"].map((group) => entry(`x${group}`, sheets("1"), { group })), { cuts });
  assert.deepEqual(result.groups.map(({ group }) => group), ["B", "a", "b"]);
  assert.equal(ranks(answer([entry("a", sheets("1")), entry("B", sheets("1")), entry("A10", sheets("1")), entry("A9", sheets("1"))])), "A10 1, A9 1, B 1, a 1");
});

test("what is malformed is refused, one sentence each", () => {
  const refused = (entries, rules, ...expected) => assert.deepEqual(problemsOf(competition(entries, rules)), expected);
  const { votes, ...without } = entry("A", []);
  refused([without], {}, 'entry "A": the field "votes" is missing.');
  refused([], { normalisation: "Zscore" }, 'rules: "normalisation" must be None or MeanShift or ZScore, and is "Zscore".');
  refused([entry("A", [sheet({ P1: 20.5 })])], {}, 'entry "A", sheets[0], marks: "P1" must be decimal text such as "20.5", and is 20.5.');
  refused([entry("A", [sheet({ P1: "1e2" })])], {}, 'entry "A", sheets[0], marks: "P1" must be decimal text such as "20.5", and is "1e2".');
  refused([entry("A", [sheet({})])], {}, 'entry "A", sheets[0]: a counted sheet has no marks.');
  refused([entry("A", [sheet({ P1: "1" }), sheet({ P1: "2" })])], {}, 'entry "A": a counted sheet of judge "J1" occurs more than once.');
  refused([entry("A", []), entry("A", [])], {}, 'entries: the label "A" occurs more than once.');
  refused([entry("A", [], { group: "h" })], {}, 'entry "A": there is no rule in "cuts" for its group "h".');
  refused([], cut(1, 10, "Draw"), 'rules.cuts[0]: one of "number" and "percent" must be null and the other not.');
  refused([entry("A", [{ ...sheet({ P1: "1" }), variant: "gone" }])], {}, 'entry "A", sheets[0]: there is no score sheet "gone" in the rules.');
  refused([entry("A", [{ ...sheet({ P1: "1" }), variant: "two" }])], {}, 'entry "A", sheets[0]: there is no mark for "P2".');
  refused([entry("A", [{ ...sheet({ P1: "1", P2: "2" }), variant: null }])], {}, 'entry "A", sheets[0]: its score sheet has no criterion "P2".');
  refused([entry("A", [sheet({ P1: "100.5" })])], {}, 'entry "A", sheets[0]: 100.5 for "P1" is not from 0 to 100.');
  refused([entry("A", [sheet({ P1: "-1" })])], {}, 'entry "A", sheets[0]: -1 for "P1" is not from 0 to 100.');
  refused([], { sheets: [] }, 'rules.sheets: there is no main sheet, that is one whose "variant" is null.');
  refused([], { sheets: [RULES.sheets[0], RULES.sheets[0]] }, 'rules.sheets: the variant "null" occurs more than once.');
  refused([], { ties: [{ kind: "Criterion" }] }, 'rules.ties[0]: the field "criterion" is missing.');
  assert.equal(problemsOf({}).length, 2);
  assert.equal(problemsOf(null).length, 1);
});

test("one, an array, one per line", () => {
  const one = JSON.stringify(competition([]));
  assert.equal(readCompetitions(one).shape, "one");
  assert.equal(readCompetitions(JSON.stringify(competition([]), null, 2)).shape, "one");
  assert.equal(readCompetitions(`[${one},${one}]`).shape, "array");
  assert.equal(readCompetitions(`${one}\r\n\n${one}\n`).shape, "lines");
  assert.match(readCompetitions(`${one}\n{\n`).problems[0], /^line 2: this is not JSON/);
  assert.match(readCompetitions(`${one}\n{}\n`).problems[0], /^line 2: competition: the field "rules" is missing/);
  assert.match(readCompetitions("").problems[0], /^This is not JSON/);
});

test("the calculation of one entry in words", () => {
  const entries = [entry("A", sheets("80", "88.34", "88.35", "88.34", "88.35", "99"), { votes: 1 }), entry("B", sheets("88.345"), { votes: 1 }), entry("W", [])];
  const text = explain(competition(entries, { trim: TRIM, ties: [{ kind: "MoreDecimals" }], ...cut(1, null, "Draw") }), "A").join("\n");
  for (const part of [
    "highest dropped: 99 (J6)", "lowest dropped: 80 (J1)", "353.38 ÷ 4 = 88.345", "17669/200",
    "floor(8835) = 8835: 88.35", "MoreDecimals, 4 decimals: A 88.3450, B 88.3450: all equal", "rank 1, shared with B", "left to a draw among A, B",
  ]) assert.ok(text.includes(part), `${part} in\n${text}`);
  const panels = explain(competition(TWO_PANELS, { normalisation: "ZScore", normalisationMinimum: 2, voteWeight: "100", conversion: "Log" }), "A").join("\n");
  for (const part of [
    "expert scores of panel 1: A 60, B 80", "mean of all: 320 ÷ 4 ready entries = 80", "√(200 ÷ 100) = √(2), cut off: 1.414213562373095048801688724209",
    "(60 − 70) · 1.414213562373095048801688724209 + 80 = 65.85786437626904951198311275791", "nobody in the group has votes = 0",
  ]) assert.ok(panels.includes(part), `${part} in\n${panels}`);
  assert.match(explain(competition(entries), "W").at(-1), /Waits: 1 sheets/);
  assert.equal(explain(competition(entries), "X"), null);
});

const PROGRAM = fileURLToPath(new URL("standings.mjs", import.meta.url));
const run = (input, ...args) => spawnSync(process.execPath, [PROGRAM, ...args], { input, encoding: "utf8" });

test("the command line", () => {
  const one = JSON.stringify(competition([entry("A", sheets("1"))]));
  const result = '{"groups":[{"group":"g","standings":[{"label":"A","rank":1,"isJoint":false,"score":"1.00","exact":"1"}],"through":["A"],"level":[],"placesLeft":0}],"waiting":[]}';
  assert.equal(run(one, "-").stdout, `${result}\n`);
  assert.equal(run(`${one}\n${one}\n`, "-").stdout, `${result}\n${result}\n`);
  assert.equal(run(`[${one},${one}]`, "-").stdout, `[${result},${result}]\n`);
  assert.match(run(one, "-", "--explain", "A").stdout, /^Entry A, group g/);
  for (const [input, ...args] of [["{}", "-"], ["{", "-"], [one], [one, "-", "--what"], [one, "-", "--explain", "B"], ["", "/no/such/file"]]) {
    const { status, stdout, stderr } = run(input, ...args);
    assert.deepEqual([status, stdout, stderr.length > 0], [2, "", true]);
  }
});
