import type { Infer } from '@vinejs/vine/types'
import { type Query, withQuery } from '#formats/pages/addresses'
import { clockOfLocale, weekStartOf } from '#formats/words/locales'
import { dayStrip, firstOf, weekdayNames } from '#formats/times/month_grid'
import { zonesWithClocks } from '#formats/times/time_zones'
import { isoDate } from '#formats/times/times'
import { timesOfDay } from '#formats/times/times_of_day'
import { enquiryStamp } from '#pages/guest/enquiries/enquiry_stamp'
import { movePath } from '#pages/guest/moves/move_page'
import type { Moving } from '#pages/guest/moves/moving'
import { sharedTimes } from '#pages/guest/times/shared_times'
import { loadMonth } from '#queries/availability/month_page'
import { moveQuestion } from '#queries/bookings/move_question'
import type { moveMonthAddress } from '#validators/pages/guest_address'

/** A month of days and the times of one to which a booking could go. */
export async function moveTimesPage(moving: Moving, wanted: Infer<typeof moveMonthAddress>) {
  const { mover, hosts, host, carried, state, timeZone, isZoneFixed, reader } = moving
  const { booking, service } = mover
  const { capacity, isPlannedOnly } = service
  const { locale } = reader
  const now = moving.now.toMillis()
  const weekStartsOn = wanted.week ?? weekStartOf(locale)
  const month = await loadMonth((range) => moveQuestion(mover, range, now), {
    timeZone,
    weekStartsOn,
    from: wanted.from ?? firstOf(wanted.month),
    date: wanted.date ?? null,
    near: isoDate(state.startsAt, timeZone),
    isLeftOut: ({ start }) =>
      (host === null || host.id === booking.hostId) && start === state.startsAt,
    now,
  })
  const isOff = host !== null && hosts.length > 1 && month.reason?.code === 'outside_hours'
  const base = movePath(booking)
  return {
    ...state,
    ...month,
    reason: isOff ? { code: 'host_off' } : month.reason,
    hosts,
    host,
    strip: dayStrip(month.weeks),
    choosesDay: wanted.choose === 'day',
    choosesHost: wanted.choose === 'host',
    timeZone,
    clock: clockOfLocale(locale),
    weekStartsOn,
    isZoneFixed,
    now,
    chosenTime: wanted.time,
    sessions: sharedTimes(month, { hosts, capacity, isPlannedOnly }, timeZone, locale),
    times: timesOfDay(month, timeZone, locale),
    weekdays: weekdayNames(locale, weekStartsOn),
    zones: wanted.choose === 'zone' ? zonesWithClocks(timeZone, now, locale) : null,
    carried,
    enquiryStamp: enquiryStamp(booking.business),
    base,
    address: (query: Query) => withQuery(base, { ...carried, ...query }),
  }
}
