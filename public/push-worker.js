/* Shows what Bellhop sends to this browser, and opens the page that it is about. It keeps nothing. */

addEventListener('install', () => skipWaiting())

addEventListener('push', (event) => {
  const { title, body, path, topic } = event.data.json()
  const options = { body, tag: topic, data: { path }, icon: '/favicon.svg' }
  event.waitUntil(registration.showNotification(title, options))
})

addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data.path))
})

/** In a tab of ours where one is open: only what is below our own address is ever opened. */
async function open(path) {
  const { href, origin } = new URL(path, location.origin)
  if (origin !== location.origin) return
  const tabs = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const tab = tabs.find(({ url }) => url === href)
  await (tab ? tab.focus() : clients.openWindow(href))
}
