// Every page: countdowns by the server's clock, and a question before irreversible forms.
import { countdowns } from "../scripts/countdown";
import { confirmations } from "../scripts/confirm";
countdowns();
confirmations();
// a row of sections that is wider than the phone begins at the one in view
document.querySelector(".sections [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
