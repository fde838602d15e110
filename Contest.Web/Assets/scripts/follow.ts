// Hears /api/{edition}/events and asks for the state when there is something new. The picture keeps standing while the
// connection is lost; then the state is asked for every few seconds, and the stream is opened anew after 40 s of silence.
export function follow(events: string, names: string[], look: () => void, isLive: (live: boolean) => void, every = 10_000): void {
  let source: EventSource | undefined, heardAt = Date.now();
  const open = (): void => {
    source?.close();
    source = new EventSource(events);
    heardAt = Date.now();
    const hear = (): void => { heardAt = Date.now(); isLive(true); };
    source.addEventListener("beat", hear);
    for (const name of ["changed", ...names]) source.addEventListener(name, () => { hear(); look(); });
    source.onerror = () => isLive(false);
  };
  open();
  setInterval(() => {
    if (source?.readyState === EventSource.OPEN && Date.now() - heardAt < 40_000) return;
    isLive(false);
    look();
    if (source?.readyState !== EventSource.CONNECTING || Date.now() - heardAt > 40_000) open();
  }, every);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}

// Exchanges the inside of a box for what its state address answers, when it is another version. One question at a time:
// news that arrives meanwhile asks once more, so the last answer shown is never older than the last news. A question that
// fails or hangs is asked again after a moment, even when the stream is well.
export function exchange(box: HTMLElement, state: string, shown: (fresh: boolean) => void, lost: () => void): () => void {
  const version = (): string | undefined => box.querySelector<HTMLElement>("[data-version]")?.dataset.version;
  let busy = false, again = false, later: number | undefined;
  const look = async (): Promise<void> => {
    if (busy) { again = true; return; }
    busy = true;
    clearTimeout(later);
    const patience = new AbortController(), limit = setTimeout(() => patience.abort(), 5_000);
    try {
      const answer = await fetch(state, { cache: "no-store", credentials: "same-origin", signal: patience.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = version(), now = parsed.querySelector<HTMLElement>("[data-version]")?.dataset.version;
      if (now !== undefined && now !== before) {
        box.replaceChildren(...Array.from(parsed.body.childNodes));
        shown(true);
      }
    } catch { lost(); later = window.setTimeout(() => void look(), 2_000); } finally {
      clearTimeout(limit);
      busy = false;
      if (again) { again = false; void look(); }
    }
  };
  return () => void look();
}
