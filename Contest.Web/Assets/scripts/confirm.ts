import { ask } from "./ask";
// <form data-confirm="sentence" data-yes="verb" data-no="cancel">: a dialog that repeats what will happen, before the form goes.
export function confirmations(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm]:not([data-asks])")) {
    form.dataset.asks = "";   // a part of the page may be exchanged and asked for again
    form.addEventListener("submit", async e => {
      if (form.dataset.confirmed) return;
      e.preventDefault();
      const pressed = (e as SubmitEvent).submitter as HTMLButtonElement | null, { confirm, yes, no } = form.dataset;
      if (!await ask(confirm ?? "", pressed?.textContent?.trim() ?? yes ?? "OK", no ?? "Cancel", pressed)) return;
      form.dataset.confirmed = "1";
      form.requestSubmit(pressed ?? undefined);
    });
  }
}
