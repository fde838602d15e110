// The page of a receipt: shows in the browser that its leaf leads to the root the contest has signed.
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, joined, toHex, utf8 } from "../scripts/bytes";
import { fromBase64, readKey, textOf } from "../scripts/ledger-key";

interface Proven { index: number; line: string; size: number; proof: string[]; checkpoint: string; signature: string }

const button = document.querySelector<HTMLButtonElement>("[data-prove]");
const verdict = document.querySelector<HTMLElement>("[data-verdict]");

// RFC 9162, 2.1.3.2; numbers up to 2^53, so no bit operations of 32
const rootOf = ({ index, line, size, proof }: Proven): string => {
  let hash = sha256(joined([Uint8Array.of(0), utf8(line.split("|").join("\n"))]));
  let [node, last] = [index, size - 1];
  const node1 = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(joined([Uint8Array.of(1), left, right]));
  for (const step of proof) {
    if (last === 0) return "";
    if (node % 2 === 1 || node === last) {
      hash = node1(fromHex(step), hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else hash = node1(hash, fromHex(step));
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? toHex(hash) : "";
};

const prove = async (receipt: string, of: string, ledger: string): Promise<string | null> => {
  const proven = JSON.parse(await textOf(of)) as Proven;
  const key = await readKey(await textOf(`${ledger}key.pem`));
  const [, , , size, root] = proven.checkpoint.split("\n");
  const isSigned = await key.verify(utf8(proven.checkpoint), fromBase64(proven.signature));
  const isOurs = proven.line.split("|")[2] === receipt && Number(size) === proven.size;
  return isSigned && isOurs && rootOf(proven) === root ? key.fingerprint : null;
};

const run = async (from: DOMStringMap): Promise<void> => {
  const fingerprint = await prove(from.receipt ?? "", from.prove ?? "", from.ledger ?? "");
  verdict!.className = `note ${fingerprint === null ? "note-error" : "note-ok"}`;
  verdict!.textContent = (fingerprint === null ? verdict!.dataset.bad : verdict!.dataset.ok)?.replace("{0}", fingerprint ?? "") ?? "";
};

if (button !== null && verdict !== null) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      await run(button.dataset);
    } catch {
      verdict.className = "note note-error";
      verdict.textContent = (window.isSecureContext ? verdict.dataset.broken : verdict.dataset.unable) ?? "";
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
