// Draws again from a bundle (docs/formats/draw-bundle.md) and compares every step with what is published. Shares no
// code with the server.
import { compareBytes, fromHex, hmacSha256, joined, sha256, toHex, utf8 } from "./bytes";

export interface Party { name: string; commitment: string; code: string }
export interface Value { source: string; numbers: string[]; isOrdered: boolean }
export interface Kinship { label: string; parties: string[] }
export interface Move { label: string; after: string; from: number; to: number }
export interface Lot { label: string; value: string }
export interface Bundle {
  labels: string[]; labelsHash: string; parties: Party[]; values: Value[]; kin?: Kinship[];
  randomness: string; salt: string; key: string; lots: Lot[]; moves?: Move[]; order: string[];
}

/** What the page shows from the record of the draw; the bundle must say the same. */
export interface Announced {
  bundleHash: string; labelsHash: string; labels: string[]; values: Value[]; order: string[];
  commitments: { name: string; commitment: string }[];
}

export type StepName = "file" | "labels" | "commitments" | "randomness" | "salt" | "key" | "lots" | "order";
export interface Step { name: StepName; agrees: boolean; computed: string }

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

// the white space of Unicode, as the server splits labels by it
const spaces = /[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

export const canonicalLabels = (labels: string[]): string[] =>
  labels
    .map(label => label.normalize("NFC").split(spaces).filter(word => word !== "").join(" "))
    .sort((left, right) => compareBytes(utf8(left), utf8(right)));

export const randomnessOf = (values: Value[]): string =>
  values
    .map(value => {
      const numbers = value.numbers.map(number => BigInt(number));
      if (!value.isOrdered) numbers.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
      return numbers.map(number => `${number}.`).join("") + "/";
    })
    .join("");

export const saltOf = async (codes: Uint8Array[]): Promise<Uint8Array> => {
  if (codes.length === 0) throw new Error("no party");
  if (codes.length === 1) return codes[0]!;
  const length = (code: Uint8Array): Uint8Array => {
    const four = new Uint8Array(4);
    new DataView(four.buffer).setUint32(0, code.length);
    return four;
  };
  return sha256(joined(codes.flatMap(code => [length(code), code])));
};

export const lotsOf = async (labels: string[], key: Uint8Array): Promise<Lot[]> => {
  const lots = await Promise.all(
    labels.map(async label => ({ label, value: toHex(await hmacSha256(key, joined([utf8(label), Uint8Array.of(1)]))) })),
  );
  return lots.sort((left, right) => (left.value < right.value ? -1 : 1));
};

/** The spacing rule: who shares a party with the one before moves to the nearest lower legal place. */
export const spaced = (drawn: string[], kin: Kinship[]): { order: string[]; moves: Move[] } => {
  const parties = new Map(kin.map(one => [one.label, new Set(one.parties)]));
  const areKin = (left: string, right: string): boolean =>
    [...(parties.get(left) ?? [])].some(party => parties.get(right)?.has(party));
  const order = [...drawn], moves: Move[] = [];
  for (let place = 1; place < order.length; place++) {
    const moved = new Set<string>();
    while (areKin(order[place - 1]!, order[place]!)) {
      const label = order[place]!;
      let to = place;
      if (!moved.has(label)) {
        moved.add(label);
        to = order.findIndex((other, at) =>
          at > place && !areKin(other, label) && (at + 1 === order.length || !areKin(label, order[at + 1]!)));
        if (to < 0) to = place;
      }
      moves.push({ label, after: order[place - 1]!, from: place + 1, to: to + 1 });
      if (to === place) break;
      order.splice(place, 1);
      order.splice(to, 0, label);
    }
  }
  return { order, moves };
};

const opens = async (party: Party): Promise<boolean> => toHex(await sha256(fromHex(party.code))) === party.commitment;

/** Every step from the bundle's inputs alone; each is compared with the bundle and, where the page says it too, with the page. */
export const recompute = async (file: string, announced: Announced): Promise<Step[]> => {
  const bundle = JSON.parse(file) as Bundle;
  const steps: Step[] = [];
  const note = (name: StepName, agrees: boolean, computed: string) => steps.push({ name, agrees, computed });

  const fileHash = toHex(await sha256(utf8(file)));
  note("file", fileHash === announced.bundleHash, fileHash);

  const labels = canonicalLabels(bundle.labels);
  const labelsHash = toHex(await sha256(utf8(labels.map(label => `${label}\n`).join(""))));
  const isList = labelsHash === bundle.labelsHash && same(labels, bundle.labels);
  note("labels", isList && labelsHash === announced.labelsHash && same(labels, announced.labels), labelsHash);

  const opened = await Promise.all(bundle.parties.map(opens));
  const commitments = bundle.parties.map(party => ({ name: party.name, commitment: party.commitment }));
  const count = opened.filter(one => one).length;
  note("commitments", count === opened.length && same(commitments, announced.commitments), `${count} / ${opened.length}`);

  const randomness = randomnessOf(bundle.values);
  note("randomness", randomness === bundle.randomness && randomness === randomnessOf(announced.values), randomness);

  const salt = await saltOf(bundle.parties.map(party => fromHex(party.code)));
  note("salt", toHex(salt) === bundle.salt, toHex(salt));

  const key = await hmacSha256(salt, utf8(randomness));
  note("key", toHex(key) === bundle.key, toHex(key));

  const lots = await lotsOf(labels, key);
  const pairs = (list: Lot[]) => list.map(lot => [lot.label, lot.value]);
  note("lots", same(pairs(lots), pairs(bundle.lots)), lots.map(lot => lot.label).join(" "));

  const { order, moves } = spaced(lots.map(lot => lot.label), bundle.kin ?? []);
  const lines = (list: Move[]) => list.map(move => [move.label, move.after, move.from, move.to]);
  const isOrder = same(order, bundle.order) && same(lines(moves), lines(bundle.moves ?? []));
  note("order", isOrder && same(order, announced.order), order.join(" "));
  return steps;
};
