// The judges' pages open without a network after they were opened once with one. Never keeps an API answer, so never a
// score: those live in the sheet's own copy.
interface SwEvent extends Event { request: Request; data: unknown; respondWith(r: Promise<Response>): void; waitUntil(p: Promise<unknown>): void }
interface SwScope { skipWaiting(): Promise<void>; clients: { claim(): Promise<void>; matchAll(o: object): Promise<{ url: string }[]> }; addEventListener(t: string, f: (e: SwEvent) => void): void }
const sw = globalThis as unknown as SwScope;
const CACHE = "judge-1";

sw.addEventListener("install", e => e.waitUntil(sw.skipWaiting()));
sw.addEventListener("activate", e => e.waitUntil(arrive()));
// a page that was loading while the worker arrived belongs to nobody, and says so
sw.addEventListener("message", e => e.waitUntil(e.data === "sweep" ? caches.open(CACHE).then(sweep) : arrive()));
sw.addEventListener("fetch", e => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin || url.searchParams.has("plain")) return;
  if (/^\/jury\/(distribution|next)$/.test(url.pathname)) return;   // scores and the way on are asked of the server alone
  if (e.request.mode === "navigate") {
    if (/^\/jury(\/|$)/.test(url.pathname)) e.respondWith(page(e.request));
  } else if (/^\/(dist|img)\//.test(url.pathname)) e.respondWith(asset(e.request));
});

// the page that registers the worker was loaded without it: keep it and what it loaded now
async function arrive(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("judge-") && name !== CACHE) await caches.delete(name);
  const cache = await caches.open(CACHE);
  try { await keep(cache); await sweep(cache); } finally { await sw.clients.claim(); } // whoever has a worker has been kept
}

const named = /(?:src|href)="(\/(?:dist|img)\/[^"]+)"/g, isFixed = /\.[0-9a-z]{10}\.[a-z0-9]+$/;

/** Assets of an earlier version that no kept page names any more are deleted. */
async function sweep(cache: Cache): Promise<void> {
  const kept = await cache.keys(), used = new Set<string>();
  for (const request of kept)
    if (/^\/jury(\/|$)/.test(new URL(request.url).pathname))
      for (const m of (await (await cache.match(request, { ignoreVary: true }))?.text() ?? "").matchAll(named)) used.add(m[1]!);
  for (const request of kept) {
    const { pathname } = new URL(request.url);
    if (isFixed.test(pathname) && /\.(js|css)$/.test(pathname) && !used.has(pathname)) await cache.delete(request);
  }
}

async function keep(cache: Cache): Promise<void> {
  for (const client of await sw.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    if (!/\/jury(\/|$)/.test(new URL(client.url).pathname)) continue;
    const r = await fetch(client.url);
    if (!r.ok || r.redirected) continue;
    const html = await r.clone().text();
    await cache.put(client.url, r);
    for (const m of html.matchAll(named)) if (m[1] && !await cache.match(m[1])) await cache.add(m[1]);
  }
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE), kept = () => cache.match(request.url, { ignoreVary: true });
  const asked = fetch(request).then(async r => {
    if (r.ok && !r.redirected) await cache.put(request.url, r.clone());
    return r;
  });
  try {
    const late = new Promise<undefined>(ok => setTimeout(ok, 4000));
    // a page that was never kept is worth waiting for
    return await Promise.race([asked, late]) ?? await kept() ?? await asked;
  } catch {
    return await kept() ?? Response.error();
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE), hit = await cache.match(request.url, { ignoreVary: true });
  // an address with a fingerprint never changes; one without is asked for again when there is a network
  if (hit && isFixed.test(request.url)) return hit;
  try {
    const r = await fetch(request);
    if (r.ok) await cache.put(request.url, r.clone());
    return r;
  } catch {
    return hit ?? Response.error();
  }
}
export {};
