import type { HttpContext } from '@adonisjs/core/http'
import { chosenHost, openService, readAddress } from '#controllers/guest/open_page'
import { type Query, stated, timesPath, withQuery } from '#formats/addresses'
import { weekdayNames } from '#formats/month_grid'
import { weekStartOf } from '#formats/locales'
import { timesOfDay } from '#formats/times_of_day'
import { zonesWithClocks } from '#formats/time_zones'
import { loadMonthPage } from '#queries/month_page'
import { monthAddress } from '#validators/guest_address'

/** A month of days and the times of one: everything chosen so far stands in the address. */
export default class MonthsController {
  async show(ctx: HttpContext) {
    const page = await openService(ctx)
    if (!page) return
    const asked = await readAddress(ctx, monthAddress, ctx.request.qs())
    if (!asked) return
    const { business, service, locale } = page
    const host = await chosenHost(ctx, service, asked.host)
    if (host === undefined) return

    const now = Date.now()
    const timeZone = (page.isZoneFixed ? null : asked.zone) ?? business.timeZone
    const weekStartsOn = weekStartOf(locale)
    const month = await loadMonthPage({
      business,
      service,
      hostId: host?.id ?? null,
      timeZone,
      weekStartsOn,
      month: asked.month ?? null,
      date: asked.date ?? null,
      now,
    })
    const base = timesPath(business, service)
    const carried = carriedOn(asked)
    return ctx.view.render('pages/guest/times', {
      ...month,
      host,
      timeZone,
      now,
      chosenTime: asked.time,
      times: timesOfDay(month.slots, month.intervalMinutes, timeZone, locale),
      weekdays: weekdayNames(locale, weekStartsOn),
      zones: asked.choose === 'zone' ? zonesWithClocks(timeZone, now, locale) : null,
      choosesHost: asked.choose === 'host',
      carried,
      base,
      address: (query: Query) => withQuery(base, { ...carried, ...query }),
    })
  }
}

/** What every link of the page takes along. */
function carriedOn({ zone, host, name, email, phone, notes }: Query): Record<string, string> {
  return stated({ zone, host, name, email, phone, notes })
}
