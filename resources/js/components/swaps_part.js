import Alpine from 'alpinejs'

/** Follows links marked `data-swap` by putting the same part of the next page in place of this one. */
Alpine.data('swapsPart', () => ({
  asked: null,

  init() {
    this.ownZone()
  },

  /** Without a zone in the address the business's is shown; the reader's own takes its place. */
  ownZone() {
    const { shownZone } = this.$root.dataset
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (!shownZone || !timeZone || timeZone === shownZone) return
    const url = new URL(location.href)
    url.searchParams.set('zone', timeZone)
    history.replaceState(null, '', url)
    this.show(url.href, null)
  },

  follow(event) {
    const link = event.target.closest('a[data-swap]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    history.pushState(null, '', link.href)
    this.show(link.href, link)
  },

  /** The forms on this part that only change the address, like the choice of a zone. */
  send(event) {
    if (!event.target.hasAttribute('data-swap')) return
    event.preventDefault()
    const url = new URL(event.target.action)
    url.search = new URLSearchParams(new FormData(event.target))
    history.pushState(null, '', url)
    this.show(url.href, event.target)
  },

  restore() {
    this.show(location.href, null)
  },

  async show(url, from) {
    this.asked?.abort()
    this.asked = new AbortController()
    this.wait(from)
    try {
      const response = await fetch(url, { signal: this.asked.signal })
      const text = await response.text()
      // The head has a style with the nonce of its own answer, which this page's policy refuses.
      const body = text.slice(text.indexOf('<body'))
      const page = new DOMParser().parseFromString(body, 'text/html')
      const part = page.getElementById(this.$root.id)
      if (!part) return location.assign(url)
      this.$root.replaceChildren(...part.childNodes)
      this.moveFocus(from)
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(url)
    }
  },

  /** Same size, grey bars, and a word for those who do not see them. */
  wait(from) {
    const times = this.$root.querySelector('.times')
    times?.setAttribute('aria-busy', 'true')
    // A time of the old day must not be taken for one of the new.
    if (times) times.inert = true
    const count = times?.querySelector('.times__count')
    if (count) {
      count.setAttribute('role', 'status')
      count.textContent = this.$root.dataset.loading
    }
    if (from?.matches('.month__turn')) {
      this.$root.querySelector('.month')?.setAttribute('aria-busy', 'true')
    }
  },

  /** Stays on the arrow or the day that was pressed; a chosen day leads on to its times on a phone. */
  moveFocus(from) {
    if (!from) return
    const rel = from.getAttribute('rel')
    const again = rel ? this.$root.querySelector(`a[rel="${rel}"]`) : null
    if (again) return again.focus()
    const heading = this.$root.querySelector('#day')
    const isBelow = heading && heading.getBoundingClientRect().top > innerHeight * 0.8
    if (from.matches('.month__day') && !isBelow) {
      return this.$root.querySelector('.month__day[aria-current]')?.focus()
    }
    heading?.focus()
  },
}))
