import Alpine from '../alpine.js'

const PATIENCE = 300
const FEWEST = 6
const FIELDS = ['client_phone', 'client_email']

/** Says whose a number or an address is, while it is typed for somebody new. */
Alpine.data('recognizesClient', () => ({
  asked: null,
  timer: null,

  type(event) {
    if (!FIELDS.includes(event.target.name)) return
    clearTimeout(this.timer)
    const typed = event.target.value.trim()
    if (typed.length < FEWEST) this.show(null)
    else this.timer = setTimeout(() => this.look(typed), PATIENCE)
  },

  async look(typed) {
    this.asked?.abort()
    this.asked = new AbortController()
    const url = new URL(this.place().dataset.search, window.location.href)
    url.searchParams.set('q', typed)
    try {
      const response = await fetch(url, { signal: this.asked.signal })
      const text = await response.text()
      const page = new DOMParser().parseFromString(text.slice(text.indexOf('<body')), 'text/html')
      const found = page.querySelectorAll('#found .suggestion a')
      this.show(found.length === 1 ? found[0] : null)
    } catch (error) {
      if (error.name !== 'AbortError') this.show(null)
    }
  },

  show(link) {
    const place = this.place()
    place.hidden = link === null
    if (link === null) return
    const own = place.querySelector('a')
    own.href = link.getAttribute('href')
    own.textContent = place.dataset.words.replace('{name}', link.textContent.trim())
  },

  place() {
    return this.$root.querySelector('#alike')
  },
}))
