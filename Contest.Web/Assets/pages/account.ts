// Passkeys on the account pages: sign-in, step-up, adding one. Without script the password forms do everything else.
export {};

type Kind = "sign-in" | "step-up" | "add";

const decode = (text: string): ArrayBuffer => {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, c => c.charCodeAt(0)).buffer;
};

const encode = (bytes: ArrayBuffer | null): string | undefined =>
  bytes === null
    ? undefined
    : btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const post = async (box: HTMLElement, path: string, body: unknown): Promise<Response> => {
  const token = box.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value ?? "";
  const answer = await fetch(`/account/passkey/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", RequestVerificationToken: token },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
};

// old browsers have no PublicKeyCredential.parse…FromJSON and no toJSON: both are done by hand
const known = (list: { id: string }[] | undefined) => list?.map(c => ({ ...c, id: decode(c.id) }));

const create = async (box: HTMLElement): Promise<unknown> => {
  const o = await (await post(box, "creation-options", {})).json();
  const publicKey = {
    ...o,
    challenge: decode(o.challenge),
    user: { ...o.user, id: decode(o.user.id) },
    excludeCredentials: known(o.excludeCredentials),
  };
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    rawId: encode(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      clientDataJSON: encode(response.clientDataJSON),
      attestationObject: encode(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
};

const get = async (box: HTMLElement): Promise<unknown> => {
  const o = await (await post(box, "request-options", {})).json();
  const publicKey = { ...o, challenge: decode(o.challenge), allowCredentials: known(o.allowCredentials) };
  const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return {
    id: given.id,
    rawId: encode(given.rawId),
    type: given.type,
    clientExtensionResults: given.getClientExtensionResults(),
    response: {
      clientDataJSON: encode(response.clientDataJSON),
      authenticatorData: encode(response.authenticatorData),
      signature: encode(response.signature),
      userHandle: encode(response.userHandle),
    },
  };
};

const run = async (box: HTMLElement, kind: Kind): Promise<void> => {
  if (kind === "add") {
    const name = box.querySelector<HTMLInputElement>("input[name=name]")?.value;
    await post(box, "add", { credential: await create(box), name });
    location.reload();
    return;
  }
  await post(box, kind, { credential: await get(box) });
  if (kind === "step-up") document.querySelector<HTMLFormElement>("#step-up-continue")?.submit();
  // signed in now: the sign-in page itself sends on to the address asked for, or to the role's first page
  else location.replace(location.pathname + location.search);
};

for (const box of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
  if (!("credentials" in navigator) || !("PublicKeyCredential" in window)) continue;
  box.hidden = false;
  const button = box.querySelector("button");
  const error = box.querySelector<HTMLElement>("[role=alert]");
  button?.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    if (error) error.hidden = true;
    try {
      await run(box, box.dataset.passkey as Kind);
    } catch {
      if (error) {
        error.textContent = box.dataset.failed ?? "";
        error.hidden = false;
      }
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
