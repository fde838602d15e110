// The public page of the vote ledger: downloads every file and counts again, with the verifier that outsiders use.
import { sha256 } from "@noble/hashes/sha2.js";
import { verify } from "../../../deploy/verifier/verify-core.mjs";
import { tell } from "../../../deploy/verifier/verify-words.mjs";
import { readKey, textOf } from "../scripts/ledger-key";

const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
const button = find<HTMLButtonElement>("[data-recount]");
const verdict = find("[data-verdict]");
const list = find("[data-report]");

const say = (kind: string, sentence: string | undefined, value = ""): void => {
  verdict.className = `ledger-verdict note ${kind}`;
  verdict.textContent = (sentence ?? "").replace("{0}", value);
};

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

const leavesOf = async (address: string): Promise<AsyncIterable<Uint8Array>> => {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok || answer.body === null) throw new Error(`${address}: ${answer.status}`);
  return piecesOf(answer.body);
};

const run = async (from: string): Promise<void> => {
  const key = await readKey(await textOf(`${from}key.pem`));
  const report = await verify(
    {
      spki: key.spki,
      checkpoints: await textOf(`${from}checkpoints.txt`),
      tally: await textOf(`${from}tally.json`),
      leaves: await leavesOf(`${from}leaves.txt`),
    },
    {
      sha256,
      verifySignature: key.verify,
      fingerprint: button.dataset.fingerprint,
      progress: leaves => say("note-info", verdict.dataset.progress, leaves.toLocaleString(document.documentElement.lang)),
    },
  );
  if (report.ok) say("note-ok", verdict.dataset.ok);
  else say("note-error", verdict.dataset.bad, String(report.problems.length));
  list.replaceChildren(
    ...tell(document.documentElement.lang, report).map(line => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }),
  );
  list.hidden = false;
};

button.hidden = false;
button.addEventListener("click", async () => {
  button.setAttribute("aria-busy", "true");
  say("note-info", verdict.dataset.progress, "0");
  try {
    await run(button.dataset.recount ?? "");
  } catch {
    // no WebCrypto outside https, or a file that ends too early: nothing was verified, and that is said
    list.hidden = true;
    say("note-error", window.isSecureContext ? verdict.dataset.broken : verdict.dataset.unable);
  } finally {
    button.removeAttribute("aria-busy");
  }
});
