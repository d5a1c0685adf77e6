import Alpine from '../alpine.js'

/**
 * Rows marked `data-row` can be dragged within their list by their grip, and the form then sends
 * all of them in their new order, by the button `reorder` where there is one. Its other buttons do
 * the same without a mouse.
 */
Alpine.data('ordersByDrag', () => ({
  dragged: null,
  place: null,

  init() {
    for (const grip of this.$root.querySelectorAll('[data-grip]')) grip.hidden = false
  },

  /** Only a row that was taken by its grip moves: its text can still be selected. */
  hold(event) {
    const row = event.target.closest('[data-row]')
    if (row) row.draggable = Boolean(event.target.closest('[data-grip]'))
  },

  lift(event) {
    const row = event.target.closest?.('[data-row]')
    if (!row?.draggable) return
    this.dragged = row
    this.place = row.nextSibling
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', row.dataset.row)
    row.toggleAttribute('data-dragged', true)
  },

  /** Above the first row it comes first, and below the last one last, wherever that is let go. */
  over(event) {
    const { dragged } = this
    if (!dragged) return
    const list = dragged.parentElement
    const own = event.target.closest?.('[data-row]')
    const row = own?.parentElement === list ? own : this.edge(list, event)
    if (!row) return
    event.preventDefault()
    if (row === dragged) return
    const { top, height } = row.getBoundingClientRect()
    row[event.clientY < top + height / 2 ? 'before' : 'after'](dragged)
  },

  edge(list, { clientX, clientY }) {
    const { left, right } = list.getBoundingClientRect()
    if (clientX < left || clientX > right) return null
    const rows = list.querySelectorAll(':scope > [data-row]')
    const [first, last] = [rows[0], rows[rows.length - 1]]
    if (clientY < first.getBoundingClientRect().top) return first
    return clientY > last.getBoundingClientRect().bottom ? last : null
  },

  drop(event) {
    if (!this.dragged) return
    event.preventDefault()
    for (const row of this.$root.querySelectorAll('[data-row]')) {
      const field = document.createElement('input')
      Object.assign(field, { type: 'hidden', name: 'order[]', value: row.dataset.row })
      this.$root.append(field)
    }
    this.dragged.removeAttribute('data-dragged')
    this.dragged = null
    this.$root.closest('form').requestSubmit(this.$refs.reorder)
  },

  /** Dropped elsewhere, the row is back where it was. */
  rest() {
    const { dragged, place } = this
    if (!dragged) return
    dragged.removeAttribute('data-dragged')
    dragged.parentElement.insertBefore(dragged, place)
    this.dragged = null
  },
}))
