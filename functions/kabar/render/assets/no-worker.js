// Takes away what an earlier worker kept, and itself.
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  await clients.claim(); // from now on the earlier one keeps nothing more
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
