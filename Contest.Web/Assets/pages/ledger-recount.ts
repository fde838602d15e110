// Downloads every file of the vote ledger and counts again, with the verifier that outsiders use. Fetched on demand:
// most who read the page never count.
import { sha256 } from "@noble/hashes/sha2.js";
import { verify } from "../../../deploy/verifier/verify-core.mjs";
import { tell } from "../../../deploy/verifier/verify-words.mjs";
import { readKey, textOf } from "../scripts/ledger-key";

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

const leavesOf = async (address: string): Promise<AsyncIterable<Uint8Array>> => {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok || answer.body === null) throw new Error(`${address}: ${answer.status}`);
  return piecesOf(answer.body);
};

export interface Counted { problems: number; lines: string[] }

/** Throws where nothing could be verified: no WebCrypto, or a file that ends too early. */
export const recount = async (
  from: string, fingerprint: string, lang: string, progress: (leaves: number) => void,
): Promise<Counted> => {
  const key = await readKey(await textOf(`${from}key.pem`));
  const report = await verify(
    {
      spki: key.spki,
      checkpoints: await textOf(`${from}checkpoints.txt`),
      tally: await textOf(`${from}tally.json`),
      leaves: await leavesOf(`${from}leaves.txt`),
    },
    { sha256, verifySignature: key.verify, fingerprint, progress },
  );
  return { problems: report.problems.length, lines: tell(lang, report) };
};
