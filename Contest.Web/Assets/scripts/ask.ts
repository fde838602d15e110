// A question before something that cannot be undone; the safe answer has focus.
export const ask = (text: string, yes: string, no: string, before = document.activeElement as HTMLElement | null): Promise<boolean> => new Promise(answer => {
  if (typeof HTMLDialogElement === "undefined") return answer(confirm(text));
  const dialog = document.createElement("dialog"), p = document.createElement("p"), row = document.createElement("div");
  const button = (label: string, look: string) => { const b = document.createElement("button"); b.type = "button"; b.className = `btn ${look}`; b.textContent = label; row.append(b); return b; };
  p.textContent = text; row.className = "form-actions"; dialog.append(p, row); document.body.append(dialog);
  let said = false;
  const safe = button(no, "btn-quiet"), go = button(yes, "btn-seal");
  safe.onclick = () => dialog.close();
  go.onclick = () => { said = true; dialog.close(); };
  dialog.onclose = () => { dialog.remove(); before?.focus(); answer(said); };
  dialog.showModal(); safe.focus();
});
