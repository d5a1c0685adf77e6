import Alpine from '../alpine.js'

/**
 * Rows marked `data-service` can be dragged within their list by their grip, and the form then sends
 * all of them in their new order. Its buttons do the same without a mouse.
 */
Alpine.data('ordersByDrag', () => ({
  dragged: null,
  place: null,

  init() {
    for (const grip of this.$root.querySelectorAll('[data-grip]')) grip.hidden = false
  },

  /** Only a row that was taken by its grip moves: its text can still be selected. */
  hold(event) {
    const row = event.target.closest('[data-service]')
    if (row) row.draggable = Boolean(event.target.closest('[data-grip]'))
  },

  lift(event) {
    const row = event.target.closest?.('[data-service]')
    if (!row?.draggable) return
    this.dragged = row
    this.place = row.nextSibling
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', row.dataset.service)
    row.classList.add('service-row--dragged')
  },

  over(event) {
    const { dragged } = this
    const row = event.target.closest('[data-service]')
    if (!dragged || row?.parentElement !== dragged.parentElement) return
    event.preventDefault()
    if (row === dragged) return
    const { top, height } = row.getBoundingClientRect()
    row[event.clientY < top + height / 2 ? 'before' : 'after'](dragged)
  },

  drop(event) {
    if (!this.dragged) return
    event.preventDefault()
    for (const row of this.$root.querySelectorAll('[data-service]')) {
      const field = document.createElement('input')
      Object.assign(field, { type: 'hidden', name: 'order[]', value: row.dataset.service })
      this.$root.append(field)
    }
    this.dragged.classList.remove('service-row--dragged')
    this.dragged = null
    this.$root.requestSubmit()
  },

  /** Dropped elsewhere, the row is back where it was. */
  rest() {
    const { dragged, place } = this
    if (!dragged) return
    dragged.classList.remove('service-row--dragged')
    dragged.parentElement.insertBefore(dragged, place)
    this.dragged = null
  },
}))
