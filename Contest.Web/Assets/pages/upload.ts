// A page with the files of an entry.
import { uploads } from "../scripts/upload";
uploads();
