import Alpine from '../alpine.js'

const WORKER = '/push-worker.js'
const SCOPE = '/admin/'

/**
 * Switches notifications on in this browser: it asks its push service for an address, and sends that
 * with an ordinary form. Which of the devices is this one, only the browser knows.
 */
Alpine.data('switchesPush', () => ({
  async init() {
    this.$refs.without.hidden = true
    if (!isSecureContext) return this.tell('insecure')
    if (!('serviceWorker' in navigator && 'PushManager' in window)) return this.tell('unable')
    if (Notification.permission === 'denied') return this.tell('denied')
    const registration = await navigator.serviceWorker.getRegistration(SCOPE)
    const subscription = await registration?.pushManager.getSubscription()
    const row = subscription && (await this.rowOf(subscription))
    if (row) row.querySelector('[data-this]').hidden = false
    else this.$refs.form.hidden = false
  },

  async switchOn() {
    const { form, press, endpoint, publicKey, secret } = this.$refs
    press.disabled = true
    try {
      if ((await Notification.requestPermission()) !== 'granted') return this.tell('denied')
      const subscription = await this.subscribe()
      const { keys } = subscription.toJSON()
      endpoint.value = subscription.endpoint
      publicKey.value = keys.p256dh
      secret.value = keys.auth
      form.requestSubmit()
    } catch {
      this.tell('failed')
    } finally {
      press.disabled = false
    }
  },

  /** Anew where it was asked for with another key, or by somebody else here before. */
  async subscribe() {
    const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
    const { pushManager } = await activeOf(registration)
    const former = await pushManager.getSubscription()
    await former?.unsubscribe()
    const applicationServerKey = bytesOf(this.$root.dataset.key)
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
  },

  async rowOf({ endpoint, options }) {
    const { key } = this.$root.dataset
    if (textOf(options.applicationServerKey) !== key) return null
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
    return this.$root.querySelector(`[data-mark="${textOf(hash)}"]`)
  },

  tell(why) {
    for (const each of this.$root.querySelectorAll('[data-why]')) {
      each.hidden = each.dataset.why !== why
    }
  },
}))

/** A worker that is not running yet takes no subscription; `ready` waits for one of another page. */
async function activeOf(registration) {
  const worker = registration.installing ?? registration.waiting
  if (!registration.active && worker) {
    await new Promise((resolve) => {
      worker.addEventListener('statechange', () => worker.state === 'activated' && resolve())
    })
  }
  return registration
}

function bytesOf(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function textOf(bytes) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
