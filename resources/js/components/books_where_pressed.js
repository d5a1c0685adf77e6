import Alpine from '../alpine.js'
import { isGrid, placeOf, ROWS_OF_STEP, rowsOf } from '../clock_column.js'

/**
 * A link over free time, within a column with `data-hours`, leads to the quarter of an hour that is
 * pressed in it. By its words, and by keyboard, it leads to where the free time begins.
 */
Alpine.data('booksWherePressed', () => ({
  mark: null,

  over(event) {
    const place = this.placeAt(event)
    if (!place || event.pointerType !== 'mouse') return this.rest()
    this.mark ??= Object.assign(document.createElement('li'), { className: 'diary__drop' })
    this.mark.style.gridRow = `${place.row + 1} / span ${ROWS_OF_STEP}`
    this.mark.textContent = place.time
    if (!this.mark.isConnected) place.list.append(this.mark)
  },

  press(event) {
    const link = this.linkOf(event)
    if (!link) return
    link.dataset.begins ??= link.href
    const { date, time } = this.placeAt(event) ?? {}
    const url = new URL(link.dataset.begins)
    if (time) {
      url.searchParams.set('date', date)
      url.searchParams.set('time', time)
    }
    link.href = url
  },

  rest() {
    this.mark?.remove()
  },

  linkOf({ target }) {
    return target.closest?.('[data-free] a')
  },

  /** Null where it stays at the beginning. */
  placeAt(event) {
    const link = this.linkOf(event)
    const list = event.target.closest?.('[data-hours]')
    const isPointed = event.type !== 'click' || event.detail > 0
    if (!link || event.target !== link || !list || !isGrid(list) || !isPointed) return null
    const pressed = Math.floor(rowsOf(list, event.clientY) / ROWS_OF_STEP) * ROWS_OF_STEP
    const begins = Math.round(rowsOf(list, link.parentElement.getBoundingClientRect().top))
    return pressed > begins ? placeOf(list, pressed) : null
  },
}))
