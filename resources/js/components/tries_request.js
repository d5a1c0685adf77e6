import Alpine from '../alpine.js'

/** Sends an operation of the reference as it is filled in; the key stays in its field, no cookie goes along. */
Alpine.data('triesRequest', () => ({
  init() {
    this.$el.hidden = false
    document.querySelector('[data-key]').hidden = false
  },

  async send() {
    const { method, sending, away } = this.$root.dataset
    this.show(sending)
    const body = this.$root.querySelector('[data-in="body"]')?.value
    try {
      const response = await fetch(this.address(), {
        method,
        body,
        headers: this.headers(body),
        credentials: 'omit',
        cache: 'no-store',
      })
      this.show(await this.written(response))
    } catch {
      this.show(away)
    }
  },

  address() {
    let path = this.$root.dataset.path
    for (const { name, value } of this.filled('path')) {
      path = path.replace(`{${name}}`, encodeURIComponent(value))
    }
    const query = new URLSearchParams(this.filled('query').map(({ name, value }) => [name, value]))
    return query.size > 0 ? `${path}?${query}` : path
  },

  headers(body) {
    const headers = new Headers({ accept: 'application/json' })
    const key = document.getElementById('key').value.trim()
    if (key) headers.set('authorization', `Bearer ${key}`)
    if (body !== undefined) headers.set('content-type', 'application/json')
    for (const { name, value } of this.filled('header')) headers.set(name, value)
    return headers
  },

  filled(where) {
    const fields = [...this.$root.querySelectorAll(`[data-in="${where}"]`)]
    return fields.filter(({ value }) => value.trim() !== '')
  },

  async written(response) {
    const text = await response.text()
    const head = `${response.status} ${response.statusText}`
    try {
      return `${head}\n\n${JSON.stringify(JSON.parse(text), null, 2)}`
    } catch {
      return `${head}\n\n${text}`
    }
  },

  show(text) {
    this.$refs.answer.hidden = false
    this.$refs.answer.textContent = text
  },
}))
