import { formatTime, isoTime, minutesOfDay } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import { type CalendarAsked, diaryDayPage } from '#pages/owner/diary/calendar_page'
import type { PageReader } from '#pages/reader'

interface NextFree {
  name: string
  /** Null where nothing is free any more. */
  time: string | null
  href: string | null
}

/** Of those whose time the reader may fill: from when on the day somebody can be booked there. */
export async function nextFree(asked: CalendarAsked, page: PageReader): Promise<NextFree[]> {
  const { shown, date } = await diaryDayPage(asked, page)
  const { timeZone } = asked.business
  if (shown.isOver) return []
  return shown.columns
    .filter(({ clocks }) => clocks !== null)
    .map(({ id: host, name, firstGap }) => {
      if (firstGap === null) return { name, time: null, href: null }
      const time = isoTime(minutesOfDay(firstGap, timeZone))
      const href = addressOf('owner.new_bookings.create', {}, { query: { date, time, host } })
      return { name, time: formatTime(firstGap, timeZone, page.locale), href }
    })
}
