// Keeps the page, and nothing else, so that it opens without a network. The build fills in what the page is made of.
const FILES = __FILES__;
const CACHE = 'hongyan-__VERSION__';

addEventListener('install', (event) => {
  // files without a hash in their name may be stale in the browser's own cache
  const requests = FILES.map((file) => new Request(file, file.startsWith('./assets/') ? {} : { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

addEventListener('activate', (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('hongyan-') && name !== CACHE).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(registration.scope)) return;
  const wanted = request.mode === 'navigate' ? './index.html' : request;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    // what a server varies its answers by is the same page
    return (await cache.match(wanted, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
  };
  event.respondWith(answer());
});
