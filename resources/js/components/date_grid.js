import Alpine from 'alpinejs'

const WEEK = 7

/**
 * Arrow keys in a month of links: the ARIA date grid, put on top of a table that works without it.
 * Only days that have times can be reached; the keys jump over the others.
 */
Alpine.data('dateGrid', () => ({
  init() {
    const table = this.$root.querySelector('table')
    table.setAttribute('role', 'grid')
    table.addEventListener('keydown', (event) => this.move(event))
    table.addEventListener('focusin', (event) => this.rove(event.target))
    this.rove(this.days().find((day) => day.hasAttribute('aria-current')) ?? this.days()[0])
    for (const day of this.days()) {
      day.parentElement.setAttribute('aria-selected', String(day.hasAttribute('aria-current')))
    }
  },

  days() {
    return [...this.$root.querySelectorAll('a.month__day')]
  },

  /** Every cell in the order of the dates, with the empty ones. */
  cells() {
    return [...this.$root.querySelectorAll('tbody td')]
  },

  rove(day) {
    if (!day?.matches('a.month__day')) return
    for (const other of this.days()) other.tabIndex = other === day ? 0 : -1
  },

  move(event) {
    const day = event.target.closest('a.month__day')
    if (!day || event.ctrlKey || event.metaKey || event.altKey) return
    const forward = getComputedStyle(this.$root).direction === 'rtl' ? -1 : 1
    const at = this.cells().indexOf(day.parentElement)
    const to = {
      'ArrowRight': () => this.step(at, forward),
      'ArrowLeft': () => this.step(at, -forward),
      'ArrowDown': () => this.step(at, WEEK),
      'ArrowUp': () => this.step(at, -WEEK),
      'Home': () => this.inWeek(at).at(0),
      'End': () => this.inWeek(at).at(-1),
      'PageUp': () => this.turn('prev'),
      'PageDown': () => this.turn('next'),
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

  turn(rel) {
    this.$root.querySelector(`a[rel="${rel}"]`)?.click()
    return null
  },
}))
