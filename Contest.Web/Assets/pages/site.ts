// Every page: countdowns by the server's clock, and a question before irreversible forms.
import { countdowns } from "../scripts/countdown";
import { confirmations } from "../scripts/confirm";
countdowns();
confirmations();
