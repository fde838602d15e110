// The draw's console: a committing party without a tool of its own makes its code here. The secret never leaves the device.
import { fromHex, sha256, toHex } from "../scripts/bytes";

const make = async (button: HTMLButtonElement): Promise<void> => {
  const field = document.getElementById(button.dataset.makeCode ?? "") as HTMLInputElement;
  const box = button.form?.querySelector<HTMLElement>("[data-made-code]");
  // the code is the hash of a secret that nobody ever sees; the commitment is the hash of the code
  const code = await sha256(crypto.getRandomValues(new Uint8Array(32)));
  field.value = toHex(await sha256(fromHex(toHex(code))));
  if (!box) return;
  box.hidden = false;
  box.querySelector("code")!.textContent = toHex(code);
};

if (window.isSecureContext)
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-make-code]")) {
    button.hidden = false;
    button.addEventListener("click", () => void make(button));
  }
