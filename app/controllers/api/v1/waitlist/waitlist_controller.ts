import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import JoinWaitlist from '#actions/waitlist/join_waitlist'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import OfferPlace from '#actions/waitlist/offer_place'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { withinMails } from '#controllers/api/v1/mails'
import { answerOne, requireMatch } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { giversOf } from '#models/services/service_team'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { keptServices } from '#queries/services/kept_services'
import { filteredWaitlist, sessionWaitedFor } from '#queries/waitlist/waitlist_list'
import { presentWaitlistEntry } from '#shapes/waitlist/waitlist_entry'
import { nothingSent } from '#validators/api/nothing'
import { newWaitlistEntryValidator, waitlistQuery } from '#validators/api/waitlist'

const ORDER = { column: 'waitlist_entries.id', type: 'bigint', direction: 'asc' } as const

/** Why somebody who asked to wait was not put on the list. */
const NOT_JOINED = {
  joined_before: 'waiting_already',
  on_offer: 'still_free',
  not_possible: 'not_to_wait_for',
  blocked: 'client_blocked',
} as const

export default class WaitlistController {
  /** Those who wait, unless others are asked for. */
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, waitlistQuery)
    const { status = 'open', service_id: serviceId, starts_at: start } = asked
    const named = status === 'open' ? (['waiting', 'offered'] as const) : [status]
    const entries = filteredWaitlist(ctx.business.id, {
      ...(status !== 'any' && { statuses: named.filter((one) => one !== 'any') }),
      ...{ serviceId, startsAt: start === undefined ? undefined : DateTime.fromMillis(start) },
    })
    return answerPage(ctx, entries, asked, ORDER, (rows) => rows.map(presentWaitlistEntry))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentWaitlistEntry(await this.find(ctx)))
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, response } = ctx
    await bouncer.with('BookingPolicy').authorize('create')
    const input = await readBody(ctx, newWaitlistEntryValidator)
    const { client_email: email = null, client_phone: phone = null, host_id: hostId = null } = input
    if (email === null && phone === null) {
      throw Refusal.ofField('client_email', 'no_contact', i18n.t('api.client_contact'))
    }
    const service = await keptServices(business.id)
      .where('services.id', input.service_id)
      .preload('hosts')
      .first()
    if (!service) {
      throw Refusal.ofField('service_id', 'unknown_service', i18n.t('api.unknown_service'))
    }
    if (hostId !== null && !giversOf(service).some(({ id }) => id === hostId)) {
      throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
    }
    const joined = await withinMails(
      ctx,
      email,
      () =>
        new JoinWaitlist().handle({
          ...{ businessId: business.id, serviceId: service.id, hostId, by },
          ...{ startsAt: input.starts_at, durationMinutes: input.duration_minutes ?? null },
          seats: input.seats ?? 1,
          client: {
            ...{ name: input.client_name, email, phone },
            timeZone: input.time_zone ?? business.timeZone,
            locale: input.locale ?? business.locale,
          },
        }),
      ({ outcome }) => outcome === 'joined'
    )
    switch (joined.outcome) {
      case 'joined':
        ctx.params.id = joined.entry.id
        response.status(201).header('location', `/api/v1/waitlist/${joined.entry.id}`)
        return this.show(ctx)
      case 'page_inactive':
      case 'not_found':
        throw turnedAway(ctx, joined.outcome)
      default: {
        const code = NOT_JOINED[joined.outcome]
        throw new Refusal(409, code, i18n.t(`api.${code === 'client_blocked' ? 'blocked' : code}`))
      }
    }
  }

  /** Out of their order; it is held like any other offer. */
  async offer(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    const entry = await this.find(ctx)
    const session = await sessionWaitedFor(entry)
    await bouncer.with('BookingPolicy').authorize('decide', session ?? entry)
    requireMatch(ctx, presentWaitlistEntry(entry))
    await readBody(ctx, nothingSent)
    if (!session) throw new Refusal(409, 'no_session', i18n.t('api.no_session'))
    const offering = { businessId: business.id, sessionId: session.id, entryId: entry.id, by }
    const { outcome } = await withinMails(
      ctx,
      entry.clientEmail,
      () => new OfferPlace().handle(offering),
      (done) => done.outcome === 'offered'
    )
    if (outcome === 'offered') return this.show(ctx)
    if (outcome === 'busy') throw turnedAway(ctx, outcome)
    throw new Refusal(409, outcome, i18n.t(`api.${outcome}`))
  }

  /** What is on offer to them goes to the next who waits. */
  async destroy(ctx: HttpContext) {
    const { bouncer, by, i18n, response } = ctx
    const entry = await this.find(ctx)
    const session = await sessionWaitedFor(entry)
    await bouncer.with('BookingPolicy').authorize('decide', session ?? entry)
    requireMatch(ctx, presentWaitlistEntry(entry))
    const outcome = await new LeaveWaitlist().handle({ entryId: entry.id, by })
    if (outcome === 'left') return response.status(204)
    throw new Refusal(409, 'not_waiting', i18n.t('api.not_waiting'))
  }

  private find({ business, params }: HttpContext): Promise<WaitlistEntry> {
    return filteredWaitlist(business.id).where('id', params.id).firstOrFail()
  }
}
