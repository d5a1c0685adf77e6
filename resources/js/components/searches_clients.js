import Alpine from '../alpine.js'

const PATIENCE = 200
const FEWEST = 3

/** Finds clients while their name is typed; the arrows go through them, and Enter takes one. */
Alpine.data('searchesClients', () => ({
  asked: null,
  timer: null,

  type(event) {
    if (event.target.name !== 'q') return
    clearTimeout(this.timer)
    this.keep(event.target.value.trim())
    if (event.target.value.trim().length < FEWEST) return
    this.timer = setTimeout(() => this.show(), PATIENCE)
  },

  /** Whoever is new has the name that was typed, even before the answer is there. */
  keep(typed) {
    for (const link of this.list().querySelectorAll('a[href*="who=new"]')) {
      const url = new URL(link.href)
      url.searchParams.set('q', typed)
      link.href = url.pathname + url.search
    }
  },

  async show() {
    this.asked?.abort()
    this.asked = new AbortController()
    const form = this.$root.querySelector('form')
    const url = new URL(form.action)
    url.search = new URLSearchParams(new FormData(form))
    try {
      const found = await this.read(url, 'found')
      if (found) this.list().replaceChildren(...found.childNodes)
    } catch (error) {
      if (error.name !== 'AbortError') form.submit()
      return
    }
    await this.showContacts()
  },

  /** Others answer for them, so they come once the clients are there, or not at all. */
  async showContacts() {
    const place = this.list().querySelector('#contacts')
    if (!place) return
    try {
      const found = await this.read(place.querySelector('a').href, 'contacts')
      if (found) place.replaceChildren(...found.childNodes)
    } catch {
      // Its link stays.
    }
  },

  async read(url, id) {
    const response = await fetch(url, { signal: this.asked.signal })
    const text = await response.text()
    const body = text.slice(text.indexOf('<body'))
    return new DOMParser().parseFromString(body, 'text/html').getElementById(id)
  },

  step(event) {
    const ways = { ArrowDown: 1, ArrowUp: -1 }
    if (!(event.key in ways)) return
    const links = [...this.list().querySelectorAll('a')]
    const next = links.indexOf(document.activeElement) + ways[event.key]
    event.preventDefault()
    if (next < 0) this.$root.querySelector('[name="q"]').focus()
    else links[Math.min(next, links.length - 1)]?.focus()
  },

  list() {
    return this.$root.querySelector('#found')
  },
}))
