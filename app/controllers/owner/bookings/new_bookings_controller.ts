import type { HttpContext } from '@adonisjs/core/http'
import PlaceSeries, { type SeriesOutcome } from '#actions/bookings/place_series'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner } from '#controllers/booking_bounds'
import { renderDesk, unchecked } from '#controllers/owner/bookings/new_booking_page'
import { type Desk, openDesk } from '#pages/owner/bookings/desk'
import { addressOf } from '#pages/address_of'
import type { Instant } from '#scheduling/types'
import { emptyForm, type Form, validateForm } from '#validators/form'
import {
  chosenDates,
  datesValidator,
  rhythmValidator,
  startsOf,
} from '#validators/bookings/new_booking_form'
import { newBookingQuery, validQuery } from '#validators/owner_query'

export default class NewBookingsController {
  async create(ctx: HttpContext) {
    const { date = '', time = '', service, host } = await validQuery(newBookingQuery, ctx)
    const desk = await openDesk(ctx.business, ctx.membership)
    const chosen = { service_id: String(service ?? ''), host_id: String(host ?? '') }
    const values = { date, time, ...chosen, repeat: 'no' }
    return renderDesk(ctx, desk, { form: emptyForm(values) })
  }

  async store(ctx: HttpContext) {
    const body = ctx.request.body()
    const desk = await openDesk(ctx.business, ctx.membership)
    const chosen = chosenDates(body)
    const checked = chosen
      ? await validateForm(datesValidator, { ...body, starts: chosen }, ctx, 'owner.validator')
      : await validateForm(rhythmValidator, body, ctx, 'owner.validator')
    const { form } = checked
    const again = emptyForm(form.values)
    if (body.change !== undefined) return renderDesk(ctx, desk, { form: again })
    if (chosen?.length === 0) {
      return renderDesk(ctx, desk, { form: again, status: 422, problem: 'none_kept' })
    }

    const dates = chosen && unchecked(chosen)
    if (!checked.ok) return renderDesk(ctx, desk, { form, dates, status: 422 })
    const { data } = checked
    const service = desk.services.find(({ id }) => id === data.service_id)
    const host = service?.hosts.find(({ id }) => id === data.host_id)
    if (!service) form.errors.service_id = ctx.i18n.t('owner.validator.messages.in')
    else form.errors = { ...form.errors, ...this.hostError(ctx, desk, service, data.host_id) }
    if (!service || Object.keys(form.errors).length > 0) {
      return renderDesk(ctx, desk, { form, dates, status: 422 })
    }

    const starts = 'starts' in data ? data.starts : startsOf(data, ctx.business.timeZone)
    const { business, by } = ctx
    const judgement = await judgeOwner(business, data.client_email ?? null)
    if (typeof judgement.verdict !== 'string') {
      await judgement.cameToNothing()
      const wait = askToWait(ctx, judgement.verdict.wait)
      form.errors.client_email = ctx.i18n.t('owner.bookings.new.error.too_many_mails', { wait })
      return renderDesk(ctx, desk, { form, dates, status: 429 })
    }
    const placed = await new PlaceSeries().handle({
      businessId: business.id,
      serviceId: service.id,
      starts,
      hostId: service.hostMode === 'any' ? (host?.id ?? null) : null,
      durationMinutes: data.duration_minutes ?? null,
      client: {
        name: data.client_name,
        email: data.client_email ?? null,
        phone: data.client_phone ?? null,
        notes: data.notes ?? null,
        timeZone: business.timeZone,
        locale: business.locale,
      },
      idempotencyKey: data.idempotency_key ?? null,
      by,
    })
    if (!('bookings' in placed) || placed.replayed) await judgement.cameToNothing()
    return this.answer(ctx, desk, { form, starts, placed })
  }

  /** Staff book into their own calendar only; where all hosts are needed, nobody is chosen. */
  private hostError(
    { i18n }: HttpContext,
    { hosts, isOwnOnly }: Desk,
    { hosts: giving, hostMode }: Desk['services'][number],
    hostId: number | undefined
  ): Record<string, string> {
    const isOwn = (id: number) => hosts.some((host) => host.id === id)
    if (hostMode === 'collective') {
      const isAllowed = giving.every(({ id }) => isOwn(id))
      return isAllowed ? {} : { host_id: i18n.t('owner.bookings.new.error.needs_all') }
    }
    if (hostId === undefined)
      return isOwnOnly ? { host_id: i18n.t('owner.bookings.new.error.own_only') } : {}
    if (!isOwn(hostId)) return { host_id: i18n.t('owner.validator.messages.in') }
    return giving.some(({ id }) => id === hostId)
      ? {}
      : { host_id: i18n.t('owner.bookings.new.error.host') }
  }

  private answer(
    ctx: HttpContext,
    desk: Desk,
    { form, starts, placed }: { form: Form; starts: Instant[]; placed: SeriesOutcome }
  ) {
    const { i18n, response, session } = ctx
    switch (placed.outcome) {
      case 'booked':
      case 'requested': {
        const [first] = placed.bookings
        const count = placed.bookings.length
        session.flash('done', i18n.t('owner.bookings.new.done', { count, name: first.clientName }))
        return response
          .redirect()
          .status(303)
          .toPath(addressOf('owner.bookings.show', { id: first.id }))
      }
      case 'unavailable':
        return renderDesk(ctx, desk, { form, dates: placed.dates, status: 409 })
      case 'length_not_offered':
        form.errors.duration_minutes = i18n.t('owner.bookings.new.error.length')
        return renderDesk(ctx, desk, { form, status: 422 })
      case 'busy':
        return renderDesk(ctx, desk, {
          form,
          dates: unchecked(starts),
          status: 503,
          problem: 'busy',
        })
      default:
        return renderDesk(ctx, desk, { form, status: 409, problem: placed.outcome })
    }
  }
}
