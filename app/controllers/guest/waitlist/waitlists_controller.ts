import type { HttpContext } from '@adonisjs/core/http'
import { formAge } from '#config/limits'
import JoinWaitlist, { type JoinOutcome } from '#actions/waitlist/join_waitlist'
import { readChosenTime } from '#controllers/guest/bookings/chosen_time'
import { passForm } from '#controllers/guest/bookings/form_passage'
import { showNearest } from '#controllers/guest/bookings/show_details'
import { mayBeInFrame } from '#controllers/guest/framing'
import { openService } from '#controllers/guest/pages/open_page'
import { chosenHost, chosenLength, readAddress } from '#controllers/guest/pages/read_address'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import {
  checkForm,
  type FormAgain,
  setStatus,
  toSendAgain,
} from '#controllers/guest/submitted_form'
import { framedWaitlistPath, timesPath, waitlistPath, withQuery } from '#formats/pages/addresses'
import { withoutClock } from '#formats/words/locales'
import { wantedTime } from '#pages/guest/bookings/details_page'
import type { ChosenTime } from '#pages/guest/opened'
import { findObstacle, findPlaces } from '#queries/availability/find_alternatives'
import { type InVain, waitlistFormPage } from '#pages/guest/waitlist/waitlist_form_page'
import { loadStartsToWaitFor } from '#queries/waitlist/starts_to_wait_for'
import { consumeLimit } from '#start/limiter'
import { emptyForm, type Form } from '#validators/form'
import { waitlistAddress } from '#validators/pages/guest_address'
import { validateWaiting } from '#validators/bookings/guest_booking'

/** A form joins once. */
const USES = { name: 'form', most: 1, seconds: formAge.mostMs / 1_000 }

export default class WaitlistsController {
  async create(ctx: HttpContext) {
    if (ctx.request.input('start') === undefined) return this.chooseTime(ctx)
    const chosen = await readChosenTime(ctx, ctx.request.qs(), 'waitlist')
    chosenLength(ctx, chosen, chosen.durationMinutes ?? undefined)
    const form = emptyForm({ seats: '1' })
    const wanted = wantedTime(chosen)
    // Where times are shared, more places may be wanted than are left.
    const isFree = (await findPlaces(wanted, chosen.now)) !== null
    if (isFree) return this.ask(ctx, chosen, { form }, chosen.service.mayShare ? null : 'on_offer')
    const obstacle = await findObstacle(wanted, chosen.now)
    if (!obstacle.mayComeFree) return showNearest(ctx, chosen, form, obstacle)
    return this.ask(ctx, chosen, { form })
  }

  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const chosen = await readChosenTime(ctx, request.body(), 'waitlist')
    const input = await validateWaiting(chosen, request.body(), ctx)
    const checked = await checkForm(ctx, input, chosen.stamp)
    if ('again' in checked) return this.ask(ctx, chosen, checked.again)
    const { data, form } = checked.sound
    const passed = await passForm(ctx, chosen, data, form)
    if ('again' in passed) return this.ask(ctx, chosen, passed.again)
    if ((await consumeLimit(USES, checked.stamp.nonce)) !== null) {
      await passed.judgement.cameToNothing()
      return this.ask(ctx, chosen, toSendAgain(form, i18n.t('guest.waitlist.sent_before')))
    }

    const joined = await new JoinWaitlist().handle({
      businessId: chosen.business.id,
      serviceId: chosen.service.id,
      startsAt: chosen.startsAt,
      hostId: chosen.host?.id ?? null,
      durationMinutes: chosen.durationMinutes,
      seats: data.seats ?? 1,
      client: {
        name: data.client_name,
        email: data.client_email ?? null,
        phone: data.client_phone ?? null,
        timeZone: chosen.timeZone,
        locale: withoutClock(chosen.locale),
      },
      by: ctx.by,
    })
    if (joined.outcome !== 'joined') await passed.judgement.cameToNothing()
    return this.answer(ctx, chosen, form, joined)
  }

  private answer(ctx: HttpContext, chosen: ChosenTime, form: Form, joined: JoinOutcome) {
    const { outcome } = joined
    if (outcome === 'joined') {
      const path = mayBeInFrame(ctx, chosen.business) ? framedWaitlistPath : waitlistPath
      return ctx.response.redirect().status(303).toPath(path(joined.entry.token))
    }
    if (outcome === 'blocked') throw guestRefusal(ctx, chosen.business, 'not_online', 403)
    return this.ask(ctx, chosen, { form, status: 409 }, inVain(outcome, chosen, form))
  }

  private async chooseTime(ctx: HttpContext) {
    const page = await openService(ctx)
    const { business, service } = page
    const { zone, date, ...wanted } = await readAddress(
      ctx,
      business,
      waitlistAddress,
      ctx.request.qs()
    )
    const host = chosenHost(ctx, page, wanted.host)
    const durationMinutes = chosenLength(ctx, page, wanted.duration)
    const chosen = { host: host?.id, duration: durationMinutes, page: page.cameFrom }
    if (date === undefined) {
      return ctx.response
        .redirect()
        .toPath(withQuery(timesPath(business, service), { zone, ...chosen }))
    }
    const timeZone = (page.isZoneFixed ? null : zone) ?? business.timeZone
    const hostId = host?.id ?? null
    const question = { business, service, hostId, durationMinutes, timeZone, date, now: Date.now() }
    const taken = await loadStartsToWaitFor(question)
    const shown = { ...page, ...taken, timeZone, chosen, date }
    return ctx.view.render('pages/guest/waitlist/waitlist_times', shown)
  }

  private async ask(
    ctx: HttpContext,
    chosen: ChosenTime,
    again: FormAgain,
    why: InVain | null = null
  ) {
    const page = await waitlistFormPage(chosen, again.form, why)
    setStatus(ctx, again)
    return ctx.view.render('pages/guest/waitlist/waitlist_form', page)
  }
}

function inVain(outcome: JoinOutcome['outcome'], { business }: ChosenTime, form: Form): InVain {
  if (outcome === 'on_offer') return outcome
  if (outcome !== 'joined_before') return 'not_possible'
  const isMailed = !business.mailsWait && Boolean(form.values.client_email)
  return isMailed ? 'joined_before' : 'joined_before_unmailed'
}
