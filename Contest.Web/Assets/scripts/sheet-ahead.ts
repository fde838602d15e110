// Reading ahead, so that the whole panel opens without a network.
/** Reads the other sheets' pages, one after the other; then the worker may forget what no kept page uses. */
export async function readAhead(): Promise<void> {
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!("caches" in window) || !worker?.controller) return;
  try {
    const cache = await caches.open("judge-1");
    for (const a of document.querySelectorAll<HTMLAnchorElement>("a[data-rail], .desk-link, .rail-back")) {
      if (!navigator.onLine || await cache.match(a.href, { ignoreVary: true })) continue;
      const r = await fetch(a.href);
      if (r.ok && !r.redirected) await cache.put(a.href, r);
      await new Promise(ok => setTimeout(ok, 200));
    }
    worker.controller.postMessage("sweep");
  } catch { /* full or offline: the pages already kept stay */ }
}
