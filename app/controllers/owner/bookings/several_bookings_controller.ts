import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ChangeBookings, { type ChangedBooking } from '#actions/bookings/change_bookings'
import { bookingsInQuery, listQuestion } from '#controllers/owner/bookings/listed_bookings'
import { listOf } from '#controllers/owner/bookings/listed_ids'
import { leadToResults, resultsIn } from '#controllers/owner/results'
import { refusedPage } from '#controllers/owner/refused_page'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { addressOf } from '#pages/address_of'
import { type Forecast, forecastOf } from '#pages/owner/bookings/several_page'
import { markToCall } from '#queries/calls/open_calls'
import { listedBookings } from '#queries/bookings/booking_list'
import type { BookingChangeName } from '#scheduling/slots/bookings'
import { MOST_CHANGED, severalQuery, severalValidator } from '#validators/bookings/several'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { filledIn, bookingsQuery, MOST_CHOSEN, validQuery } from '#validators/owner_query'
import { seenInRow } from '#validators/seen'

type Outcome = ChangedBooking['outcome'] | 'not_yours'

interface Row {
  booking: Booking
  forecast?: Forecast
  outcome?: Outcome
  shownBefore?: string | null
}

interface Page {
  change: BookingChangeName
  rows: Row[]
  form: Form
  status?: 200 | 409 | 422
  isDone?: boolean
  left?: number
}

/** Pages that do it themselves, and of how many at most. */
const LED_ON = {
  message: ['owner.written_messages.create', MOST_CHOSEN],
  move: ['owner.shifts.create', MOST_CHANGED],
} as const

interface TooLong {
  change: keyof typeof LED_ON
  most: number
  query: Record<string, unknown>
}

const DONE = new Set(['approved', 'rejected', 'cancelled', 'marked'])

export default class SeveralBookingsController {
  /** What would happen to each; nothing does yet. */
  async create(ctx: HttpContext) {
    const { all, ids, ...filters } = bookingsInQuery(ctx)
    const { do: change } = await validQuery(severalQuery, ctx, { do: filters.do, all })
    const query = all === undefined ? { ids: ids ?? [] } : without(filters, ['do', 'page'])
    if (change === 'export') return this.leadTo(ctx, 'owner.booking_files.show', query)

    const question = listQuestion(ctx, await validQuery(bookingsQuery, ctx, query))
    if (change === 'message' || change === 'move') {
      const [page, most] = LED_ON[change]
      const found = await listedBookings(question).limit(most + 1)
      if (found.length > most) return this.refuseLong(ctx, { change, most, query })
      return this.leadTo(ctx, page, { ids: found.map(({ id }) => id) })
    }
    const outcomes = resultsIn<Outcome>(ctx)
    if (outcomes) return this.showDone(ctx, change, outcomes)
    // Of a whole list, those that cannot be changed would never leave room for the rest.
    if (all !== undefined) {
      Object.assign(question.filters, { change, hostUserId: ctx.membership.decidesOnlyOf })
    }
    const found = await listedBookings(question).limit(MOST_CHANGED + 1)
    const rows = await this.forecast(ctx, found.slice(0, MOST_CHANGED), change)
    return this.show(ctx, { change, rows, form: emptyForm(), left: found.length - rows.length })
  }

  async store(ctx: HttpContext) {
    const { business, bouncer, by, request } = ctx
    const body = request.body()
    const sent = { ...body, chosen: listOf(body.chosen) }
    const checked = await validateForm(severalValidator, sent, ctx, 'owner.validator')
    const shown = await this.found(business.id, sent.chosen)
    if (!checked.ok) {
      const change = await this.changeSent(ctx, body)
      const rows = await this.forecast(ctx, shown, change)
      return this.show(ctx, { change, rows, form: checked.form, status: 422 })
    }
    if (shown.length === 0) throw new Refusal(404, 'not_found')

    const { change, reason = null } = checked.data
    const own: Booking[] = []
    for (const booking of shown) {
      if (await bouncer.with('BookingPolicy').allows('decide', booking)) own.push(booking)
    }
    const changed = await new ChangeBookings().handle({
      ...{ businessId: business.id, change, reason, by },
      bookings: own.map(({ id }) => ({ bookingId: id, version: seenInRow(body, id).version })),
    })
    const outcomes = new Map(changed.map(({ bookingId, outcome }) => [bookingId, outcome]))
    const current = await this.found(business.id, sent.chosen)
    const rows = current.map((booking) => {
      const outcome: Outcome = outcomes.get(booking.id) ?? 'not_yours'
      const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
      return { booking, id: booking.id, outcome, shownBefore }
    })
    const isDone = changed.some(({ outcome }) => DONE.has(outcome))
    const query = { ...stringsOf(listQueryOf(ctx)), do: change }
    const page = { route: 'owner.several_bookings.create', query }
    if (isDone && leadToResults(ctx, page, rows)) return
    return this.show(ctx, { change, rows, form: emptyForm(), status: 409, isDone: true })
  }

  private async showDone(
    ctx: HttpContext,
    change: BookingChangeName,
    outcomes: Map<number, Outcome>
  ) {
    const found = await this.found(ctx.business.id, [...outcomes.keys()])
    const rows = found.map((booking) => ({ booking, outcome: outcomes.get(booking.id) }))
    return this.show(ctx, { change, rows, form: emptyForm(), isDone: true })
  }

  private async changeSent(ctx: HttpContext, { change }: Record<string, unknown>) {
    const { do: valid } = await validQuery(severalQuery, ctx, { do: change })
    return valid === 'message' || valid === 'export' || valid === 'move' ? 'cancel' : valid
  }

  private found(businessId: number, chosen: unknown[]): Promise<Booking[]> {
    const ids = chosen.map(Number).filter(Number.isSafeInteger).slice(0, MOST_CHANGED)
    const now = DateTime.now()
    return listedBookings({ businessId, view: 'all', filters: { ids }, now }).exec()
  }

  private async forecast({ bouncer }: HttpContext, found: Booking[], change: BookingChangeName) {
    const now = DateTime.now()
    const rows: Row[] = []
    for (const booking of found) {
      const isTheirs = await bouncer.with('BookingPolicy').allows('decide', booking)
      rows.push({ booking, forecast: isTheirs ? forecastOf(booking, change, now) : 'not_yours' })
    }
    return rows
  }

  private refuseLong({ i18n }: HttpContext, { change, most, query }: TooLong): never {
    const sentence = i18n.t('owner.bookings.several.too_many', { change, most })
    const page = refusedPage({
      ...{ title: i18n.t(`owner.bookings.several.do.${change}`), sentence, here: 'bookings' },
      back: {
        href: addressOf('owner.bookings.index', {}, { query: stringsOf(query) }),
        label: i18n.t('owner.bookings.booking.back'),
      },
    })
    throw new Refusal(422, 'too_many', sentence, { page })
  }

  private leadTo({ response }: HttpContext, route: string, query: Record<string, unknown>) {
    return response.redirect().toPath(addressOf(route, {}, { query: stringsOf(query) }))
  }

  private async show(ctx: HttpContext, page: Page) {
    const { business, request, response, view } = ctx
    const done = page.rows.filter(({ outcome }) => outcome && DONE.has(outcome)).length
    const ready = page.rows.filter(({ forecast }) => forecast === 'will').length
    response.status(page.status ?? 200)
    if (page.isDone) await markToCall(page.rows.map(({ booking }) => booking))
    return view.render('pages/owner/bookings/several', {
      ...{ left: 0, isDone: false, ...page, done, ready, query: listQueryOf(ctx) },
      isWhole: request.input('all') !== undefined,
      ...{ action: request.url(true), now: DateTime.now().setZone(business.timeZone) },
    })
  }
}

/** How the list was narrowed that they were chosen from. */
function listQueryOf({ request }: HttpContext): Record<string, unknown> {
  return without(filledIn(request.qs()), ['do', 'all', 'ids', 'results', 'signature'])
}

function stringsOf(query: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
}

function without(query: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)))
}
