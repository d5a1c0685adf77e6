import type { HttpContext } from '@adonisjs/core/http'
import { renderKept } from '#controllers/guest/pages/kept_pages'
import { openService } from '#controllers/guest/pages/open_page'
import { chosenHost, chosenLength, readAddress } from '#controllers/guest/pages/read_address'
import { followLead, isAskedFirst, routedBy, routingPage } from '#controllers/guest/pages/routed'
import { sharedTimes } from '#controllers/guest/times/shared_times'
import { type Query, stated, timesPath, withQuery } from '#formats/pages/addresses'
import { weekdayNames } from '#formats/times/month_grid'
import { weekStartOf } from '#formats/words/locales'
import { timesOfDay } from '#formats/times/times_of_day'
import { zonesWithClocks } from '#formats/times/time_zones'
import { loadMonthPage } from '#queries/availability/month_page'
import { monthAddress } from '#validators/pages/guest_address'

const MINUTE = 60_000

export default class MonthsController {
  async show(ctx: HttpContext) {
    const page = await openService(ctx)
    const asked = await readAddress(ctx, page.business, monthAddress, ctx.request.qs())
    const { business, service, locale } = page
    const { as, name, email, phone, notes, ...choice } = asked
    const theirs = stated({ as, name, email, phone, notes })
    const routed = routedBy(ctx, page, asked)
    followLead(page, routed, asked, theirs)
    if (isAskedFirst(page, routed, asked.host)) {
      return ctx.view.render('pages/guest/pages/routing', routingPage(page, asked, theirs))
    }
    const hostId = asked.host ?? routed?.host?.id
    const host = chosenHost(ctx, page, hostId)
    const duration = chosenLength(ctx, page, asked.duration)

    // What is one visitor's own, or opened by a link, is not kept, not even in memory.
    const mayBeKept = !service.link && Object.keys(theirs).length === 0
    const now = Date.now()
    const question = ['month', business.id, service.id, ctx.i18n.locale, locale, choice]
    const version = (mayBeKept && business.versions?.everything) || null
    return renderKept(ctx, { question, version, now }, async () => {
      const timeZone = (page.isZoneFixed ? null : asked.zone) ?? business.timeZone
      const weekStartsOn = weekStartOf(locale)
      const { ends, ...month } = await loadMonthPage({
        business,
        service,
        hostId: host?.id ?? null,
        durationMinutes: duration,
        timeZone,
        weekStartsOn,
        month: asked.month ?? null,
        date: asked.date ?? null,
        now,
      })
      const base = timesPath(business, service)
      const { zone } = asked
      // For every link of the page.
      const carried = { ...stated({ zone, host: hostId, duration, ...routed?.carried }), ...theirs }
      const shown = {
        ...month,
        service,
        isZoneFixed: page.isZoneFixed,
        hasChoice: page.hasChoice,
        host,
        timeZone,
        lengths: page.lengths,
        usualMinutes: page.usualMinutes,
        duration: duration ?? page.usualMinutes,
        now: now - (now % MINUTE),
        chosenTime: asked.time,
        sessions: sharedTimes(month, service, timeZone, locale),
        times: timesOfDay(month, timeZone, locale),
        weekdays: weekdayNames(locale, weekStartsOn),
        zones: asked.choose === 'zone' ? zonesWithClocks(timeZone, now, locale) : null,
        choosesHost: asked.choose === 'host' && !routed?.host,
        routed,
        carried,
        base,
        address: (query: Query) => withQuery(base, { ...carried, ...query }),
      }
      return { template: 'pages/guest/times/times', shared: { business, locale }, shown, ends }
    })
  }
}
