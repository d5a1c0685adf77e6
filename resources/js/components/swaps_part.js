import Alpine from '../alpine.js'

const DAY = 86_400_000

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
      this.put(part, from, url)
      this.keepAddress(page)
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
  put(part, from, url) {
    const held = this.held()
    const isLookingOn = !from || from.matches('.month__turn, .days__day--more')
    const top = this.daysTop()
    const { scrollLeft } = this.strip() ?? {}
    this.$root.replaceChildren(...part.childNodes)
    if (!isLookingOn) {
      if (from.matches('.days__strip .days__day')) this.keepStrip(scrollLeft)
      return this.toTimes(from.hash)
    }
    scrollBy({ top: this.daysTop() - top, behavior: 'instant' })
    this.sameAs(held ?? from, new URL(url).searchParams.get('from'))?.focus({ preventScroll: true })
  },

  /** The same page in another language, at the address that it has by now. */
  keepAddress(page) {
    const foot = page.querySelector('.page__foot')
    if (foot) document.querySelector('.page__foot')?.replaceChildren(...foot.childNodes)
  },

  /** A day that was pressed there stays under the finger. */
  keepStrip(left) {
    const strip = this.strip()
    strip?.classList.add('days__strip--kept')
    strip?.scrollTo({ left })
  },

  held() {
    const { activeElement } = document
    return this.$root.contains(activeElement) ? activeElement : null
  },

  daysTop() {
    return this.$root.querySelector('.days')?.getBoundingClientRect().top ?? 0
  },

  strip() {
    return this.$root.querySelector('.days__strip')
  },

  /** The same arrow or other thing with a name; of days the nearest to a date that has times. */
  sameAs(held, wanted) {
    if (!held) return null
    if (held.id) return document.getElementById(held.id)
    if (held.matches('.month__turn')) {
      return this.$root.querySelector(`.month__turn[rel="${held.rel}"]`)
    }
    if (held.matches('.days__day')) return this.strip()?.querySelector('a')
    if (!held.matches('.month__day')) return null
    const date = Date.parse(wanted ?? dateOf(held))
    const far = (day) => Math.abs(Date.parse(dateOf(day)) - date)
    const days = [...this.$root.querySelectorAll('a.month__day')]
    const day = days.sort((one, other) => far(one) - far(other))[0]
    if (day) return day
    const { begins } = this.$root.querySelector('.month').dataset
    const index = Math.round((date - Date.parse(begins)) / DAY)
    const without = this.$root.querySelectorAll('.month td')[index]?.querySelector('.month__day')
    without?.setAttribute('tabindex', '-1')
    return without
  },

  /** As far as the link leads without script: past the row of days, or only up to it. */
  toTimes(hash) {
    const heading = this.$root.querySelector('#day')
    if (!heading) return
    heading.focus({ preventScroll: true })
    const { top } = heading.getBoundingClientRect()
    if (top >= 0 && top <= innerHeight / 2) return
    const target = (hash && document.getElementById(hash.slice(1))) || heading
    target.scrollIntoView()
  },
}))

function dateOf({ href }) {
  return href && new URL(href).searchParams.get('date')
}
