// Every page: countdowns by the server's clock, and a question before irreversible forms.
import { countdowns } from "../scripts/countdown";
import { confirmations } from "../scripts/confirm";
countdowns();
confirmations();
// what was refused is read out first, and the keyboard goes on from there
const told = document.querySelector<HTMLElement>("main .note[role=alert]");
if (told && document.activeElement === document.body) { told.tabIndex = -1; told.focus(); }
// a row of sections that is wider than the phone begins at the one in view
for (const here of document.querySelectorAll(".sections [aria-current], .tabs [aria-current]")) here.scrollIntoView({ block: "nearest", inline: "center" });
