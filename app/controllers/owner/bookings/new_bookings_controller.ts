import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import PlaceSeries, { type SeriesOutcome } from '#actions/bookings/place_series'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { faultAtDesk } from '#controllers/desk_faults'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { renderDesk, unchecked } from '#controllers/owner/bookings/desk_page'
import { roomAtOwnTime } from '#controllers/owner/bookings/room_at_own_time'
import { readDesk } from '#controllers/owner/bookings/desk_state'
import { nameWhomToCall } from '#controllers/owner/tell_choice'
import { seeOther } from '#controllers/see_other'
import { openDesk } from '#queries/bookings/desk'
import { findAlike } from '#queries/clients/find_alike'
import { findRecord } from '#queries/clients/find_client'
import {
  chosenDates,
  datesValidator,
  type DeskState,
  rhythmValidator,
  startsOf,
} from '#validators/bookings/desk_form'
import { validateAnswersAtDesk } from '#validators/bookings/client_answers'
import { giversOf, roomsAlong } from '#models/services/service_team'
import { findBookingRecord, findBookingToMove } from '#queries/bookings/find_booking_record'
import type { Instant } from '#scheduling/types'
import { textFault } from '#validators/bookings/guest_booking'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { filledIn } from '#validators/owner_query'

const FAULTS = {
  unknown: 'owner.validator.messages.in',
  needs_all: 'owner.bookings.new.error.needs_all',
  own_only: 'owner.bookings.new.error.own_only',
  elsewhere: 'owner.bookings.new.error.host',
}

export default class NewBookingsController {
  async create(ctx: HttpContext) {
    const { business, bouncer, i18n, request, response } = ctx
    const { state: asked, form } = await readDesk(filledIn(request.qs()), ctx)
    const status = Object.keys(form.errors).length > 0 ? 422 : 200
    if (asked.move === undefined) return renderDesk(ctx, asked, { form, status })

    const booking = await findBookingToMove(business, asked.move)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    // Dropped in the column of a room that goes along, it is moved to that time and stays with whom it is.
    const isAlong = roomsAlong(booking.service).some(({ id }) => id === asked.host)
    const state = isAlong ? { ...asked, host: undefined } : asked
    const isWaiting = booking.canBeDecided(DateTime.now())
    if (booking.status === 'approved' && booking.canBeMoved(DateTime.now())) {
      const room = await roomAtOwnTime(ctx, booking, asked)
      if (room !== null) return response.redirect().toPath(room)
      const isOfThem = giversOf(booking.service).some(({ id }) => id === state.host)
      if (state.host !== undefined && !isOfThem && booking.service.hostMode === 'any') {
        form.errors.host = i18n.t('owner.bookings.new.error.host')
        return renderDesk(ctx, state, { form, status: 422, booking })
      }
      return renderDesk(ctx, state, { form, status, booking })
    }
    const record = await findBookingRecord(business, booking.id)
    const problem = isWaiting ? 'move_undecided' : 'not_movable'
    return renderBooking(ctx, record, { form: emptyForm(), status: 409, problem })
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const body = request.body()
    const read = await readDesk(body, ctx)
    const state = withPerson(read.state)
    const chosen = chosenDates(body)
    const checked = chosen
      ? await validateForm(datesValidator, { ...body, starts: chosen }, ctx, 'owner.validator')
      : await validateForm(rhythmValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (body.change !== undefined) return renderDesk(ctx, state, { form: { ...form, errors: {} } })
    if (chosen?.length === 0) {
      const again = { ...form, errors: {} }
      return renderDesk(ctx, state, { form: again, status: 422, problem: 'none_kept' })
    }

    const dates = chosen && unchecked(chosen)
    if (!checked.ok) return renderDesk(ctx, state, { form, dates, status: 422 })
    const { data } = checked
    const desk = await openDesk(business, ctx.membership)
    const service = desk.services.find(({ id }) => id === data.service)
    Object.assign(form.errors, this.whatIsWrong(ctx, desk, service, data))
    const answered = await validateAnswersAtDesk(service?.questions ?? [], body, ctx)
    Object.assign(form.errors, answered.form.errors)
    if (!service || !answered.ok || Object.keys(form.errors).length > 0) {
      return renderDesk(ctx, state, { form, dates, status: 422 })
    }

    const starts = 'starts' in data ? data.starts : startsOf(data, business.timeZone)
    const known = data.client === undefined ? null : await findRecord(business, data.client)
    const name = known?.name ?? data.client_name ?? i18n.t('owner.bookings.desk.walk_in')
    const email = known ? (known.emails.at(0) ?? null) : (data.client_email ?? null)
    const phone = known ? (known.phones.at(0) ?? null) : (data.client_phone ?? null)
    const agreesToTexts = Boolean(data.texts)
    const fault = agreesToTexts && business.settings.sendsTexts ? textFault(phone, business) : null
    if (fault) {
      form.errors[known ? 'texts' : 'client_phone'] = i18n.t(`owner.bookings.new.error.${fault}`)
      return renderDesk(ctx, state, { form, dates, status: 422 })
    }
    const isNew = known === null && state.who === 'new'
    const isAnother = isNew && Boolean(data.anew)
    const alike = isNew && !isAnother ? await findAlike(business, { name, email, phone }) : null
    if (alike) {
      return renderDesk(ctx, state, { form, dates, status: 409, problem: 'known_client', alike })
    }
    const tellsClient = data.tell !== 'nobody'
    const bounded = await withinBounds(
      judgeOwner(business, tellsClient ? email : null),
      () =>
        new PlaceSeries().handle({
          ...{ businessId: business.id, serviceId: service.id, starts },
          hostId: service.hostMode === 'any' ? (data.host ?? null) : null,
          durationMinutes: data.length ?? null,
          seats: data.places ?? 1,
          placeKey: data.place,
          client: {
            ...{ name, email, phone, notes: null },
            timeZone: known?.timeZone ?? business.timeZone,
            locale: known?.locale ?? business.locale,
            agreesToTexts,
          },
          answers: answered.answers,
          desk: {
            ...{ clientId: known?.id ?? null, isAnother },
            isNobody: known === null && data.client_name === undefined,
            ...{ tellsClient, privateNote: data.note ?? null },
            ...{ isAnyway: data.anyway ?? false, booksBlocked: data.on_purpose ?? false },
            booksTwice: data.twice ?? false,
          },
          idempotencyKey: data.idempotency_key ?? null,
          by,
        }),
      (made) => 'bookings' in made && !made.replayed
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.client_email = i18n.t('owner.bookings.new.error.too_many_mails', { wait })
      return renderDesk(ctx, state, { form, dates, status: 429 })
    }
    const placed = bounded.done
    return this.answer(ctx, state, { form, starts, placed })
  }

  private whatIsWrong(
    { i18n }: HttpContext,
    ...asked: Parameters<typeof faultAtDesk>
  ): Record<string, string> {
    const wrong = faultAtDesk(...asked)
    return wrong ? { [wrong.field]: i18n.t(FAULTS[wrong.fault]) } : {}
  }

  private answer(
    ctx: HttpContext,
    state: DeskState,
    { form, starts, placed }: { form: Form; starts: Instant[]; placed: SeriesOutcome }
  ) {
    const { i18n, response, session } = ctx
    switch (placed.outcome) {
      case 'booked':
      case 'requested': {
        const [first] = placed.bookings
        const count = placed.bookings.length
        const isTold = first.tellsClient && (first.clientEmail ?? first.textsTo) !== null
        if (!isTold) nameWhomToCall(ctx, first)
        const told = isTold ? 'done' : 'done_untold'
        session.flash(
          'done',
          i18n.t(`owner.bookings.desk.${told}`, { count, name: first.clientName })
        )
        return seeOther(response, 'owner.bookings.show', { id: first.id })
      }
      case 'unavailable': {
        const dates = placed.dates.length > 1 ? placed.dates : null
        return renderDesk(ctx, state, { form, dates, status: 409 })
      }
      case 'length_not_offered':
        form.errors.length = i18n.t('owner.bookings.new.error.length')
        return renderDesk(ctx, state, { form, status: 422 })
      case 'busy': {
        const dates = starts.length > 1 ? unchecked(starts) : null
        return renderDesk(ctx, state, { form, dates, status: 503, problem: 'busy' })
      }
      case 'blocked': {
        const { outcome: problem, blocked } = placed
        return renderDesk(ctx, state, { form, status: 409, problem, blocked })
      }
      default:
        return renderDesk(ctx, state, { form, status: 409, problem: placed.outcome })
    }
  }
}

/** Whoever sends the form has somebody in mind. */
function withPerson(state: DeskState): DeskState {
  return state.client === undefined ? { ...state, who: state.who ?? 'new' } : state
}
