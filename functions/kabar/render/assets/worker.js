// Keeps the pages that were read last, and shows them where there is no line. A page is asked for first, always: what
// was withdrawn or moved since is not shown as if it stood, and what was kept of it goes.
const CACHE = "kabar-{version}";
const MOST = 30;
const OLDEST = 7 * 24 * 60 * 60 * 1000;
const WORDS = "{words}";

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(begin()));

addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.destination === "style") event.respondWith(style(request));
});

async function begin() {
  for (const name of await caches.keys()) {
    if (name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

async function page(event) {
  const key = event.request.url.split(/[?#]/)[0];
  const cache = await caches.open(CACHE);
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return (await kept(cache, key)) || list(cache);
  }
  event.waitUntil(keep(cache, key, answer.clone()));
  return answer;
}

async function keep(cache, key, answer) {
  if (answer.status >= 500) return;
  await cache.delete(key);
  if (answer.status !== 200 || !/^text\/html/.test(answer.headers.get("content-type"))) return;
  await cache.put(key, answer);
  const pages = (await cache.keys()).filter((one) => !one.url.endsWith(".css"));
  for (const old of pages.slice(0, -MOST)) await cache.delete(old);
}

async function kept(cache, key) {
  const answer = await cache.match(key);
  if (!answer || !fresh(answer)) return null;
  const time = new Date(answer.headers.get("date"));
  const read = time.toLocaleString(WORDS.language, { dateStyle: "long", timeStyle: "short" });
  const text = (await answer.text()).replace(/<body[^>]*>/, (body) => body + WORDS.note.replace("{time}", read));
  return html(text, 200, answer.headers.get("content-security-policy"));
}

async function list(cache) {
  const lines = [];
  for (const one of (await cache.keys()).reverse()) {
    const answer = await cache.match(one);
    const title = fresh(answer) && /<title>(.*?)( – [^–<]*)?</.exec(await answer.text());
    if (title) lines.push(`<li><a href="${new URL(one.url).pathname}">${title[1]}</a></li>`);
  }
  return html(WORDS.page.replace("{list}", () => lines.join("")), 503, "default-src 'none'; style-src 'self'");
}

async function style(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

function fresh(answer) {
  return Date.now() - new Date(answer.headers.get("date")) < OLDEST;
}

function html(text, status, policy) {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy || "" };
  return new Response(text, { status, headers });
}
