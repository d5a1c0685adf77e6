import Alpine from '../alpine.js'

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
      this.put(part, from)
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

  /** What was chosen leads on to the times of that day; whoever only looks on stays where they are. */
  put(part, from) {
    const held = this.held()
    const isLookingOn = !from || from.matches('.month__turn')
    const top = this.monthTop()
    this.$root.replaceChildren(...part.childNodes)
    if (!isLookingOn) return this.toTimes()
    scrollBy({ top: this.monthTop() - top, behavior: 'instant' })
    this.sameAs(held ?? from)?.focus({ preventScroll: true })
  },

  held() {
    const { activeElement } = document
    return this.$root.contains(activeElement) ? activeElement : null
  },

  monthTop() {
    return this.$root.querySelector('.month')?.getBoundingClientRect().top ?? 0
  },

  /** The same arrow or other thing with a name; of days the nearest that has times. */
  sameAs(held) {
    if (!held) return null
    if (held.id) return document.getElementById(held.id)
    if (held.matches('.month__turn')) {
      return this.$root.querySelector(`.month__turn[rel="${held.rel}"]`)
    }
    if (!held.matches('.month__day')) return null
    const far = (day) => Math.abs(parseInt(day.textContent, 10) - parseInt(held.textContent, 10))
    const nearest = (days) => [...days].sort((one, other) => far(one) - far(other))[0]
    const day = nearest(this.$root.querySelectorAll('a.month__day'))
    if (day) return day
    const without = nearest(this.$root.querySelectorAll('.month__day'))
    without?.setAttribute('tabindex', '-1')
    return without
  },

  toTimes() {
    const heading = this.$root.querySelector('#day')
    if (!heading) return
    heading.focus({ preventScroll: true })
    const { top } = heading.getBoundingClientRect()
    if (top < 0 || top > innerHeight / 2) heading.scrollIntoView()
  },
}))
