import type { HttpContext } from '@adonisjs/core/http'
import { framingOf } from '#controllers/guest/framing'
import { keptPage } from '#controllers/guest/pages/kept_pages'
import { openService } from '#controllers/guest/pages/open_page'
import { chosenHost, chosenLength, readAddress } from '#controllers/guest/pages/read_address'
import { noteLook } from '#controllers/guest/visits/note_look'
import { readerOf } from '#controllers/reader'
import { Redirect } from '#exceptions/redirect'
import { datesInAddress } from '#formats/bookings/dates_together'
import { stated } from '#formats/pages/addresses'
import { questionHead, serviceHead } from '#pages/guest/pages/page_head'
import { isAskedFirst, leadOf, routedBy, routingPage } from '#pages/guest/pages/routing'
import { timesPage } from '#pages/guest/times/times_page'
import { answersAhead } from '#validators/pages/answers_ahead'
import { monthAddress } from '#validators/pages/guest_address'

/** A month of days and the times of one: everything chosen so far stands in the address. */
export default class MonthsController {
  async show(ctx: HttpContext) {
    const { i18n } = ctx
    const page = await openService(ctx)
    const { business, service, locale, cameFrom } = page
    const wanted = await readAddress(ctx, business, monthAddress, ctx.request.qs())
    const { as, name, email, phone, notes, dates, ...choice } = wanted
    const questions = [service, ...page.services].flatMap((each) => each.questions)
    const theirs = {
      ...stated({ as, name, email, phone, notes, dates: datesInAddress(dates ?? []) }),
      ...answersAhead(questions, ctx.request.qs()),
    }
    const routed = routedBy((key) => i18n.t(key), page, wanted)
    const lead = leadOf(page, routed, wanted, theirs)
    if (lead) throw new Redirect(lead)
    if (isAskedFirst(page, routed, wanted.host)) {
      noteLook(ctx, business, { step: 'service', service })
      return ctx.view.render('pages/guest/pages/routing', {
        ...routingPage(page, wanted, theirs),
        head: questionHead(page, readerOf(ctx, business)),
      })
    }
    const hostId = wanted.host ?? routed?.host?.id
    const host = chosenHost(ctx, page, hostId)
    const durationMinutes = chosenLength(ctx, page, wanted.duration)

    // What is one visitor's own, or opened by a link, is not kept, not even in memory.
    const mayBeKept = !service.link && Object.keys(theirs).length === 0
    const now = Date.now()
    const framing = framingOf(ctx, business)
    const around = [framing.frameSites, i18n.locale, locale]
    const question = ['month', business.id, service.id, ...around, choice, cameFrom ?? null]
    const version = (mayBeKept && business.versions?.everything) || null
    const answer = await keptPage(ctx, { business, question, version, now }, async () => {
      const chosen = { wanted, routed, hostId, host, durationMinutes, theirs, now }
      const { shown, ends } = await timesPage(page, chosen)
      const isEmpty = shown.slots.length === 0
      const { from, date } = wanted
      const inLanguage = (lang: string) => shown.address({ from, date, lang })
      return {
        template: 'pages/guest/times/times',
        shared: { business, locale, inLanguage, ...framing },
        shown: { ...shown, head: serviceHead(page, readerOf(ctx, business)) },
        ends,
        isEmpty,
      }
    })
    noteLook(ctx, business, { step: 'service', service, sawNoTimes: answer.isEmpty })
    return answer.html
  }
}
