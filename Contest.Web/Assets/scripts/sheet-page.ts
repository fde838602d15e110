// What the server has written into the page for the script: who, which sheet, and its words.
export interface Facts { id: string; step: number; commentBelow: number; commentAbove: number; rows: { code: string; name: string; most: number }[]; isLocked: boolean }
export interface Page { judge: string; sheet: Facts | null; words: Record<string, string> }
export const page = JSON.parse(document.getElementById("judge-data")?.textContent ?? "null") as Page | null;
export const say = (word: string, ...holes: (string | number)[]): string =>
  (page?.words[word] ?? word).replace(/\{(\d)\}/g, (_, i: string) => String(holes[Number(i)] ?? ""));
export const find = <T extends HTMLElement>(selector: string): T | null => document.querySelector<T>(selector);
