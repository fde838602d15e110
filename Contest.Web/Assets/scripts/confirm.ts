// <form data-confirm="sentence" data-yes="verb" data-no="cancel">: a dialog that repeats what will happen; the safe choice has focus.
export function confirmations(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm]:not([data-asks])")) {
    form.dataset.asks = "";   // a part of the page may be exchanged and asked for again
    form.addEventListener("submit", e => {
      if (form.dataset.confirmed || typeof HTMLDialogElement === "undefined") return;
      e.preventDefault();
      const pressed = (e as SubmitEvent).submitter as HTMLButtonElement | null;
      const dialog = document.createElement("dialog");
      const text = document.createElement("p"), row = document.createElement("div"), no = document.createElement("button"), yes = document.createElement("button");
      text.textContent = form.dataset.confirm ?? "";
      row.className = "form-actions";
      no.className = "btn btn-quiet"; no.textContent = form.dataset.no ?? "Cancel"; no.type = "button";
      yes.className = "btn btn-seal"; yes.textContent = pressed?.textContent?.trim() ?? form.dataset.yes ?? "OK"; yes.type = "button";
      row.append(no, yes); dialog.append(text, row); document.body.append(dialog);
      no.onclick = () => dialog.close();
      dialog.onclose = () => { dialog.remove(); pressed?.focus(); };
      yes.onclick = () => { form.dataset.confirmed = "1"; dialog.close(); form.requestSubmit(pressed ?? undefined); };
      dialog.showModal(); no.focus();
    });
  }
}
