// <time data-countdown data-ends-at="ms" data-now="ms of the server" data-words="{0} 天">: counts down by the server's clock. A page
// that was made before it was asked for has no data-now; whoever learns the clock later sets data-ahead.
const two = (n: number) => String(n).padStart(2, "0");
export function countdowns(): void {
  for (const e of document.querySelectorAll<HTMLElement>("[data-countdown]")) {
    const ends = Number(e.dataset.endsAt);
    if (e.dataset.now) e.dataset.ahead = String(Number(e.dataset.now) - Date.now());
    const show = () => {
      const left = Math.max(0, Math.floor((ends - Date.now() - Number(e.dataset.ahead ?? 0)) / 1000));
      const days = Math.floor(left / 86400), clock = `${two(Math.floor(left / 3600) % 24)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
      e.textContent = days > 0 ? `${(e.dataset.words ?? "{0}").replace("{0}", String(days))} ${clock}` : clock;
    };
    show();
    setInterval(show, 1000);
  }
}
