import Alpine from '../alpine.js'
import { isGrid, placeOf, ROWS_OF_STEP, rowsOf } from '../clock_column.js'

/**
 * An event with the address `data-move` can be dropped at any quarter of a column with `data-hours`,
 * what the clock shows at each of its hours. That leads to the form which moves it: nothing moves yet.
 */
Alpine.data('movesByDrag', () => ({
  moved: null,
  mark: null,

  init() {
    const isMouse = matchMedia('(pointer: fine)').matches
    const hasPlaces = [...this.$root.querySelectorAll('[data-hours]')].some(isGrid)
    const canDrag = isMouse && hasPlaces && this.$root.querySelector('[data-move]') !== null
    for (const hint of document.querySelectorAll('[data-drag-hint]')) hint.hidden = !canDrag
  },

  lift(event) {
    const item = event.target.closest?.('[data-move]')
    if (!item) return
    this.moved = { item, held: event.clientY - item.getBoundingClientRect().top }
    this.moved.from = this.placeAt(event)
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', item.dataset.move)
  },

  over(event) {
    const place = this.placeAt(event)
    if (!place) return
    event.preventDefault()
    this.mark ??= Object.assign(document.createElement('li'), { className: 'diary__drop' })
    this.mark.style.gridRow = `${place.row + 1} / span ${ROWS_OF_STEP}`
    this.mark.textContent = place.time
    if (this.mark.parentElement !== place.list) place.list.append(this.mark)
  },

  drop(event) {
    const place = this.placeAt(event)
    if (!place) return
    event.preventDefault()
    const { item, from } = this.moved
    this.rest()
    if (place.list === from?.list && place.row === from.row) return
    const url = new URL(item.dataset.move, location.href)
    const { date, host } = place
    // Beside where it was it keeps its own minute, which may be none of the quarters.
    const time = place.time === from?.time ? null : place.time
    for (const [name, value] of Object.entries({ date, time, host })) {
      if (value) url.searchParams.set(name, value)
    }
    location.assign(url)
  },

  rest() {
    this.mark?.remove()
    this.moved = null
  },

  /** Where its beginning is. */
  placeAt({ target, clientY }) {
    const list = target.closest?.('[data-hours]')
    if (!this.moved || !list || !isGrid(list)) return null
    const nearest = Math.round(rowsOf(list, clientY - this.moved.held) / ROWS_OF_STEP)
    return placeOf(list, nearest * ROWS_OF_STEP)
  },
}))
