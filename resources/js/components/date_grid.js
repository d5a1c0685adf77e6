import Alpine from '../alpine.js'

const WEEK = 7
const YEAR = 52 * WEEK
const DAY = 86_400_000

/**
 * Arrow keys in weeks of links: the ARIA date grid, put on top of a table that works without it.
 * Only days that have times can be reached; the keys jump over the others. Turning to other weeks
 * leaves focus on the day in the same place, or on the nearest that can be reached.
 */
Alpine.data('dateGrid', () => ({
  init() {
    const table = this.$root.querySelector('table')
    table.setAttribute('role', 'grid')
    table.addEventListener('keydown', (event) => this.move(event))
    table.addEventListener('focusin', (event) => this.rove(event.target))
    for (const day of this.days()) {
      day.tabIndex = -1
      day.parentElement.setAttribute('aria-selected', String(day.hasAttribute('aria-current')))
    }
    this.rove(this.days().find((day) => day.hasAttribute('aria-current')) ?? this.days()[0])
    this.rove(document.activeElement)
  },

  days() {
    return [...this.$root.querySelectorAll('a.month__day')]
  },

  /** Every cell in the order of the dates, with the empty ones. */
  cells() {
    return [...this.$root.querySelectorAll('tbody td')]
  },

  rove(day) {
    if (!day?.matches('.month__day') || !this.$root.contains(day)) return
    for (const other of this.$root.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1
    day.tabIndex = 0
  },

  move(event) {
    const day = event.target.closest('.month__day')
    if (!day || event.ctrlKey || event.metaKey || event.altKey) return
    const forward = getComputedStyle(this.$root).direction === 'rtl' ? -1 : 1
    const at = this.cells().indexOf(day.parentElement)
    const days = event.shiftKey ? YEAR : this.cells().length
    const to = {
      'ArrowRight': () => this.step(at, forward),
      'ArrowLeft': () => this.step(at, -forward),
      'ArrowDown': () => this.step(at, WEEK),
      'ArrowUp': () => this.step(at, -WEEK),
      'Home': () => this.inWeek(at).at(0),
      'End': () => this.inWeek(at).at(-1),
      'PageUp': () => this.turn(at, -days),
      'PageDown': () => this.turn(at, days),
      ' ': () => day.click(),
    }[event.key]
    if (!to) return
    event.preventDefault()
    to()?.focus()
  },

  /** The next day with times, going on by single days or whole weeks. */
  step(from, by) {
    const cells = this.cells()
    for (let at = from + by; at >= 0 && at < cells.length; at += by) {
      const day = cells[at].querySelector('a')
      if (day) return day
    }
    return null
  },

  inWeek(at) {
    const first = at - (at % WEEK)
    return this.days().filter((day) => {
      const index = this.cells().indexOf(day.parentElement)
      return index >= first && index < first + WEEK
    })
  },

  /** To other weeks, never before this one or beyond the last that bookings reach. */
  turn(at, days) {
    const { begins, first, last } = this.$root.dataset
    const dateAt = (index) => new Date(Date.parse(begins) + index * DAY).toISOString().slice(0, 10)
    const [, to] = [first, dateAt(at + days), last].sort()
    const link = this.$root.querySelector('a.month__turn[href]')
    const isShown = begins <= to && to < dateAt(this.cells().length)
    if (isShown || !link) return null
    const url = new URL(link.href)
    url.searchParams.set('from', to)
    link.href = url
    link.click()
    return null
  },
}))
