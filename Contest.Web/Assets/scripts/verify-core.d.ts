// The verifier in deploy/verifier is plain JavaScript and shares no code with the product; here is what its parts look like.
declare module "*/verify-core.mjs" {
  export interface Problem { code: string; [value: string]: unknown }
  export interface Report { ok: boolean; problems: Problem[]; facts: Record<string, unknown> }
  export interface Given {
    sha256: (bytes: Uint8Array) => Uint8Array;
    verifySignature: (bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;
    fingerprint?: string | null;
    progress?: (leaves: number) => void;
  }
  export interface Files { spki: Uint8Array; checkpoints: string; tally: string; leaves: AsyncIterable<Uint8Array> }
  export const hex: (bytes: Uint8Array) => string;
  export const verify: (files: Files, given: Given) => Promise<Report>;
}
declare module "*/verify-words.mjs" {
  export const tell: (lang: string, report: unknown) => string[];
}
