// The public key of the vote ledger's checkpoints: read from key.pem, used with WebCrypto.
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "./bytes";

export interface LedgerKey { spki: Uint8Array; fingerprint: string; verify: (bytes: Uint8Array, signature: Uint8Array) => Promise<boolean> }

export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));

// a copy whose buffer is its own, as WebCrypto's types ask
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Throws where there is no WebCrypto: outside https. */
export const readKey = async (pem: string): Promise<LedgerKey> => {
  const spki = fromBase64(pem.replace(/-----[^-]+-----|\s/g, ""));
  const key = await crypto.subtle.importKey("spki", own(spki), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  return {
    spki,
    fingerprint: toHex(sha256(spki)),
    verify: (bytes, signature) => crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, own(signature), own(bytes)),
  };
};

/** A file of the ledger as text; no answer is an error. */
export const textOf = async (address: string): Promise<string> => {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
};
