// The judges' pages open without a network after they were opened once with one. Never keeps an API answer, so never a
// score: those live in the sheet's own copy.
interface SwEvent extends Event { request: Request; respondWith(r: Promise<Response>): void; waitUntil(p: Promise<unknown>): void }
interface SwScope { skipWaiting(): Promise<void>; clients: { claim(): Promise<void>; matchAll(o: object): Promise<{ url: string }[]> }; addEventListener(t: string, f: (e: SwEvent) => void): void }
const sw = globalThis as unknown as SwScope;
const CACHE = "judge-1";

sw.addEventListener("install", e => e.waitUntil(sw.skipWaiting()));
sw.addEventListener("activate", e => e.waitUntil(arrive()));
// a page that was loading while the worker arrived belongs to nobody, and says so
sw.addEventListener("message", e => e.waitUntil(arrive()));
sw.addEventListener("fetch", e => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin || url.searchParams.has("plain")) return;
  if (e.request.mode === "navigate") {
    if (/^\/jury(\/|$)/.test(url.pathname)) e.respondWith(page(e.request));
  } else if (/^\/(dist|img)\//.test(url.pathname)) e.respondWith(asset(e.request));
});

// the page that registers the worker was loaded without it: keep it and what it loaded now
async function arrive(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("judge-") && name !== CACHE) await caches.delete(name);
  const cache = await caches.open(CACHE);
  try { await keep(cache); } finally { await sw.clients.claim(); } // whoever has a worker has been kept
}

async function keep(cache: Cache): Promise<void> {
  for (const client of await sw.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    if (!/\/jury(\/|$)/.test(new URL(client.url).pathname)) continue;
    const r = await fetch(client.url);
    if (!r.ok || r.redirected) continue;
    const html = await r.clone().text();
    await cache.put(client.url, r);
    for (const m of html.matchAll(/(?:src|href)="(\/(?:dist|img)\/[^"]+)"/g)) if (m[1] && !await cache.match(m[1])) await cache.add(m[1]);
  }
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const late = new Promise<never>((_, no) => setTimeout(() => no(new Error("late")), 4000));
    const r = await Promise.race([fetch(request), late]);
    if (r.ok && !r.redirected) await cache.put(request.url, r.clone());
    return r;
  } catch {
    return await cache.match(request.url, { ignoreVary: true }) ?? Response.error();
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE), hit = await cache.match(request.url, { ignoreVary: true });
  // an address with a fingerprint never changes; one without is asked for again when there is a network
  const isFixed = /\.[0-9a-z]{10}\.[a-z0-9]+$/.test(request.url);
  if (hit && isFixed) return hit;
  try {
    const r = await fetch(request);
    if (r.ok) await cache.put(request.url, r.clone());
    return r;
  } catch {
    return hit ?? Response.error();
  }
}
export {};
