// Every page: countdowns by the server's clock, and a question before irreversible forms.
import { countdowns } from "../scripts/countdown";
import { confirmations } from "../scripts/confirm";
countdowns();
confirmations();
// a row of sections that is wider than the phone begins at the one in view
for (const here of document.querySelectorAll<HTMLElement>(".sections [aria-current], .tabs [aria-current]")) {
  const row = here.closest<HTMLElement>(".sections, .tabs");
  const at = here.getBoundingClientRect(), of = row?.getBoundingClientRect();
  if (row && of && row.scrollWidth > row.clientWidth) row.scrollLeft += at.left - of.left - (of.width - at.width) / 2;
}
