import type { HttpContext } from '@adonisjs/core/http'
import { formAge } from '#config/limits'
import JoinWaitlist, { type JoinOutcome } from '#actions/waitlist/join_waitlist'
import { withAddressMeant } from '#controllers/guest/bookings/address_meant'
import {
  type ChosenTime,
  freshStamp,
  questionWith,
  readChosenTime,
  showOver,
  wishOf,
} from '#controllers/guest/bookings/chosen_time'
import { passForm } from '#controllers/guest/bookings/form_passage'
import { openService } from '#controllers/guest/pages/open_page'
import { chosenHost, chosenLength, readAddress } from '#controllers/guest/pages/read_address'
import { timesPath, waitlistPath, withQuery } from '#formats/pages/addresses'
import { isSharedStart } from '#queries/availability/find_alternatives'
import { loadStartsToWaitFor } from '#queries/waitlist/starts_to_wait_for'
import { takeTurn } from '#start/limiter'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { waitlistAddress } from '#validators/pages/guest_address'
import { formMarks, waitingClient } from '#validators/bookings/guest_booking'

const MINUTE = 60_000

/** A form joins once. */
const USES = { name: 'form', turns: 1, seconds: formAge.mostMs / 1_000 }

export default class WaitlistsController {
  async create(ctx: HttpContext) {
    if (ctx.request.input('start') === undefined) return this.chooseTime(ctx)
    const chosen = await readChosenTime(ctx, ctx.request.qs(), 'waitlist')
    chosenLength(ctx, chosen, chosen.durationMinutes ?? undefined)
    if (chosen.startsAt <= chosen.now) return showOver(ctx, chosen, emptyForm())
    return this.ask(ctx, chosen, emptyForm({ seats: '1' }))
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const chosen = await readChosenTime(ctx, request.body(), 'waitlist')
    const sent = await validateForm(waitingClient, request.body(), ctx)
    const meant = withAddressMeant(ctx, sent.form)
    if (meant) return this.ask(ctx, chosen, meant)
    const marks = await validateForm(formMarks, request.body(), ctx)
    if (!marks.ok || !chosen.stamp) {
      return this.turnAway(ctx, chosen, sent.form, i18n.t('guest.details.stale'))
    }
    if (!sent.ok) return this.ask(ctx, chosen, sent.form, 422)

    const passed = await passForm(ctx, chosen, sent.data, sent.form)
    if ('refused' in passed) {
      const { form, status, retryAfter } = passed.refused
      if (retryAfter) response.header('retry-after', String(retryAfter))
      return this.ask(ctx, chosen, form, status)
    }
    if ((await takeTurn(USES, chosen.stamp.nonce)) !== null) {
      await passed.judgement.cameToNothing()
      return this.turnAway(ctx, chosen, sent.form, i18n.t('guest.waitlist.sent_before'))
    }

    const joined = await new JoinWaitlist().handle({
      businessId: chosen.business.id,
      serviceId: chosen.service.id,
      startsAt: chosen.startsAt,
      hostId: chosen.host?.id ?? null,
      durationMinutes: chosen.durationMinutes,
      seats: sent.data.seats ?? 1,
      client: {
        name: sent.data.client_name,
        email: sent.data.client_email,
        phone: sent.data.client_phone ?? null,
        timeZone: chosen.timeZone,
        locale: chosen.locale,
      },
      requestId: request.id() ?? null,
    })
    if (joined.outcome !== 'joined') await passed.judgement.cameToNothing()
    return this.answer(ctx, chosen, sent.form, joined)
  }

  private answer(ctx: HttpContext, chosen: ChosenTime, form: Form, joined: JoinOutcome) {
    switch (joined.outcome) {
      case 'joined':
        return ctx.response.redirect().status(303).toPath(waitlistPath(joined.entry.token))
      case 'on_offer':
        return this.ask(ctx, chosen, form, 409, true)
      case 'joined_before':
        return this.turnAway(ctx, chosen, form, ctx.i18n.t('guest.waitlist.joined_before'), 409)
      default:
        return this.turnAway(ctx, chosen, form, ctx.i18n.t('guest.waitlist.not_possible'), 409)
    }
  }

  private async chooseTime(ctx: HttpContext) {
    const page = await openService(ctx)
    const asked = await readAddress(ctx, page.business, waitlistAddress, ctx.request.qs())
    const host = chosenHost(ctx, page, asked.host)
    const duration = chosenLength(ctx, page, asked.duration)

    const { business, service } = page
    const timeZone = (page.isZoneFixed ? null : asked.zone) ?? business.timeZone
    if (asked.date === undefined) {
      const wished = { zone: asked.zone, host: host?.id, duration }
      return ctx.response.redirect().toPath(withQuery(timesPath(business, service), wished))
    }
    const { starts, none } = await loadStartsToWaitFor({
      ...{ business, service, timeZone, date: asked.date },
      hostId: host?.id ?? null,
      durationMinutes: duration,
      now: Date.now(),
    })
    const wished = { host: host?.id, duration }
    return ctx.view.render('pages/guest/waitlist/waitlist_times', {
      ...page,
      ...{ starts, none, timeZone, wished, date: asked.date },
    })
  }

  private turnAway(
    ctx: HttpContext,
    chosen: ChosenTime,
    form: Form,
    sentence: string,
    status = 422
  ) {
    return this.ask(ctx, chosen, { ...form, errors: { form: sentence, ...form.errors } }, status)
  }

  private async ask(
    { response, view }: HttpContext,
    chosen: ChosenTime,
    form: Form,
    status = 200,
    isOnOffer = false
  ) {
    const { startsAt, usualMinutes, host, durationMinutes, timeZone } = chosen
    const stamp = freshStamp(chosen)
    const duration = durationMinutes ?? usualMinutes
    const html = await view.render('pages/guest/waitlist/waitlist_form', {
      ...{ startsAt, host, duration, timeZone, form, isOnOffer },
      isShared: await isSharedStart(wishOf(chosen), chosen.now),
      service: chosen.service,
      hasChoice: chosen.hasChoice,
      isZoneFixed: chosen.isZoneFixed,
      endsAt: startsAt + duration * MINUTE,
      wished: { host: host?.id, duration: durationMinutes },
      stamp,
      question: questionWith(stamp, form),
    })
    return response.status(status).send(html)
  }
}
