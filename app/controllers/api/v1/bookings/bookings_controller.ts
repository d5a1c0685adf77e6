import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import CorrectBooking from '#actions/bookings/correct_booking'
import {
  answerBooking,
  answerChanged,
  answerMade,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { correctedDetails } from '#controllers/api/v1/bookings/corrected_booking'
import { withinMails } from '#controllers/api/v1/mails'
import { bookAtDesk } from '#controllers/api/v1/bookings/new_booking'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { type BookingListQuestion, bookingsAsked } from '#queries/bookings/booking_list'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import { presentBookingRecord } from '#shapes/bookings/booking_record'
import {
  bookingChangeValidator,
  bookingListQuery,
  bookingQuery,
  newBookingValidator,
} from '#validators/api/bookings'

const FAULTS = {
  no_contact: ['client_phone', 'api.reached_nowhere'],
  too_few_places: ['seats', 'api.unavailable.too_few_places'],
  has_no_places: ['seats', 'api.has_no_places'],
  move_waits: ['seats', 'api.move_waits'],
} as const

export default class BookingsController {
  async index(ctx: HttpContext) {
    return this.list(ctx, await readQuery(ctx, bookingListQuery))
  }

  /** What waits for a yes, unless another status is asked for (seed 001). */
  async requests(ctx: HttpContext) {
    const asked = await readQuery(ctx, bookingListQuery)
    return this.list(ctx, { status: 'pending', ...asked })
  }

  /** What takes place, took place, or waits for a yes, unless a status is asked for. */
  async agenda(ctx: HttpContext) {
    const asked = await readQuery(ctx, bookingListQuery)
    return this.list(ctx, asked, asked.status ?? 'standing')
  }

  async show(ctx: HttpContext) {
    const { include } = await readQuery(ctx, bookingQuery)
    return answerBooking(ctx, include)
  }

  /** At the desk: for a client, by whoever has the key. */
  async store(ctx: HttpContext) {
    await ctx.bouncer.with('BookingPolicy').authorize('create')
    const { starts_at: start, ...order } = await readBody(ctx, newBookingValidator)
    return answerMade(ctx, await bookAtDesk(ctx, order, [start]))
  }

  /** Corrects what was written down; its time and its status have operations of their own. */
  async update(ctx: HttpContext) {
    const { booking, asked, change } = await bookingToChange(ctx)
    const shape = presentBookingRecord(booking, DateTime.utc())
    const input = await readChange(ctx, bookingChangeValidator, shape)
    await booking.load('link')
    const details = correctedDetails(ctx, booking, input)
    // Said, it holds from now on as well; left out, nobody is told of this correction.
    const { tells_client: getsMessages } = input
    const tellsClient = getsMessages ?? false
    const { detailsVersion } = booking
    const corrected = await withinMails(
      ctx,
      tellsClient ? booking.clientEmail : null,
      () =>
        new CorrectBooking().handle({
          ...{ ...change, details, tellsClient, getsMessages },
          version: asked(detailsVersion) ?? detailsVersion,
        }),
      (made) => made.outcome === 'corrected' && made.isTold
    )
    switch (corrected.outcome) {
      case 'corrected':
        return answerChanged(ctx)
      case 'stale':
      case 'not_found':
        throw await bookingRefused(ctx, corrected.outcome)
      default: {
        const [field, key] = FAULTS[corrected.outcome]
        throw Refusal.ofField(field, corrected.outcome, ctx.i18n.t(key))
      }
    }
  }

  private list(
    ctx: HttpContext,
    asked: Infer<typeof bookingListQuery>,
    status: BookingListQuestion['filters']['status'] = asked.status
  ) {
    const now = DateTime.utc()
    const rows = bookingsAsked({
      ...{ businessId: ctx.business.id, view: 'all', now },
      filters: {
        status,
        serviceId: asked.service_id,
        hostId: asked.host_id,
        clientId: asked.client_id,
        search: asked.client,
        from: momentOf(asked.from),
        until: momentOf(asked.to),
        updatedSince: momentOf(asked.updated_since),
      },
    })
    return answerPage(ctx, rows, asked, orderOf(asked), async (bookings) => {
      await findCalendarEvents(bookings)
      return bookings.map((booking) => presentBookingRecord(booking, now))
    })
  }
}

function momentOf(instant: number | undefined): DateTime | null {
  return instant === undefined ? null : DateTime.fromMillis(instant, { zone: 'utc' })
}

function orderOf({ sort = 'starts_at' }: Infer<typeof bookingListQuery>) {
  const direction = sort.startsWith('-') ? ('desc' as const) : ('asc' as const)
  const column = sort.endsWith('updated_at') ? 'bookings.updated_at' : 'bookings.starts_at'
  return { column, type: 'timestamptz' as const, direction }
}
