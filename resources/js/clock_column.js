/** The rows of a column of the calendar, as its style sheet has them. */
const ROWS_OF_HOUR = 12
/** A quarter of an hour. */
export const ROWS_OF_STEP = 3

/** On a phone the columns of a week are lists, and have no places for times. */
export function isGrid(column) {
  return getComputedStyle(column).display === 'grid'
}

/** How many rows it is from the upper edge of a column with `data-hours` down to there. */
export function rowsOf(list, y) {
  const { top, height } = list.getBoundingClientRect()
  return ((y - top) / height) * list.dataset.hours.split(' ').length * ROWS_OF_HOUR
}

/** What the clock shows at that row, or at the nearest one that the column has. */
export function placeOf(list, wanted) {
  const hours = list.dataset.hours.split(' ')
  const row = Math.min(Math.max(wanted, 0), hours.length * ROWS_OF_HOUR - ROWS_OF_STEP)
  const [date, clock] = hours[Math.floor(row / ROWS_OF_HOUR)].split('T')
  const [hour, minute] = clock.split(':')
  const later = Number(minute) + (row % ROWS_OF_HOUR) * (60 / ROWS_OF_HOUR)
  const time = `${hour}:${String(later % 60).padStart(2, '0')}`
  return { list, row, date, time, host: list.dataset.host }
}
