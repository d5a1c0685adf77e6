import type { HttpContext } from '@adonisjs/core/http'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { openMoving } from '#controllers/guest/moves/open_moving'
import { readAddress } from '#controllers/guest/pages/read_address'
import { sharedTimes } from '#controllers/guest/times/shared_times'
import { managePath, type Query, withQuery } from '#formats/pages/addresses'
import { weekStartOf } from '#formats/words/locales'
import { weekdayNames } from '#formats/times/month_grid'
import { zonesWithClocks } from '#formats/times/time_zones'
import { isoDate } from '#formats/times/times'
import { timesOfDay } from '#formats/times/times_of_day'
import { loadMonth } from '#queries/availability/month_page'
import { moveQuestion } from '#queries/bookings/move_question'
import { moveMonthAddress } from '#validators/pages/guest_address'

export default class MoveTimesController {
  async show(ctx: HttpContext) {
    const opened = await openBooking(ctx)
    const asked = await readAddress(ctx, opened.business, moveMonthAddress, ctx.request.qs())
    const moving = await openMoving(ctx, opened, asked)
    const { mover, hosts, host, carried, state, timeZone, isZoneFixed, locale, now } = moving
    const { booking, service } = mover

    const weekStartsOn = weekStartOf(locale)
    const month = await loadMonth((range) => moveQuestion(mover, range, now.toMillis()), {
      timeZone,
      weekStartsOn,
      month: asked.month ?? null,
      date: asked.date ?? null,
      near: isoDate(state.startsAt, timeZone),
      leftOut: host && host.id !== booking.hostId ? null : state.startsAt,
      now: now.toMillis(),
    })
    const base = `${managePath(booking.manageToken)}/move`
    const { capacity, isPlannedOnly } = service
    return ctx.view.render('pages/guest/moves/move_times', {
      ...state,
      ...month,
      hosts,
      host,
      choosesHost: asked.choose === 'host',
      timeZone,
      isZoneFixed,
      now: now.toMillis(),
      chosenTime: asked.time,
      sessions: sharedTimes(month, { hosts, capacity, isPlannedOnly }, timeZone, locale),
      times: timesOfDay(month, timeZone, locale),
      weekdays: weekdayNames(locale, weekStartsOn),
      zones: asked.choose === 'zone' ? zonesWithClocks(timeZone, now.toMillis(), locale) : null,
      carried,
      base,
      address: (query: Query) => withQuery(base, { ...carried, ...query }),
    })
  }
}
