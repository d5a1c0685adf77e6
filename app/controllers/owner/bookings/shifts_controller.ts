import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ShiftBookings, { type Shifted } from '#actions/bookings/shift_bookings'
import { waitInWords } from '#controllers/ask_to_wait'
import { eachWithinBounds, judgeOwner } from '#controllers/booking_bounds'
import { listOf } from '#controllers/owner/bookings/listed_ids'
import { leadToResults, resultsIn } from '#controllers/owner/results'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { type ShiftWish, shiftForecast } from '#pages/owner/bookings/shift_page'
import { markToCall } from '#queries/calls/open_calls'
import { listedBookings } from '#queries/bookings/booking_list'
import { justMovedSo } from '#queries/bookings/last_change'
import { forecastShifts, type ShiftObstacle } from '#queries/bookings/shift_forecast'
import { bookableHosts } from '#queries/bookings/bookable_hosts'
import { shifted } from '#scheduling/time/shift'
import { MOST_CHANGED, shiftQuery, shiftValidator } from '#validators/bookings/several'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { filledIn } from '#validators/owner_query'
import { seenInRow } from '#validators/seen'

type Outcome = Shifted['outcome'] | 'not_yours' | 'too_many_mails'

interface Row {
  booking: Booking
  forecast?: ReturnType<typeof shiftForecast> | 'not_yours'
  newStart?: DateTime | null
  /** Why its new time is not free. */
  obstacle?: ShiftObstacle
  isChosen?: boolean
  /** By as much, a moment ago. */
  isMovedBefore?: boolean
  outcome?: Outcome
  wait?: string
  shownBefore?: string | null
}

interface Page {
  rows: Row[]
  form: Form
  wish?: ShiftWish | null
  status?: 200 | 409 | 422
  isDone?: boolean
  /** Its clients get to know of it. */
  isTold?: boolean
  /** All that are shown were chosen, and stay so. */
  isSent?: boolean
}

const STANDARD: ShiftWish = { days: 0, minutes: 0, host: null, anyway: false }

export default class ShiftsController {
  /** The new times; nothing is moved yet. */
  async create(ctx: HttpContext) {
    const { business, request } = ctx
    const outcomes = resultsIn<Outcome>(ctx)
    if (outcomes) return this.showDone(ctx, outcomes)
    const query = filledIn(request.qs())
    const ids = listOf(query.ids)
    const checked = await validateForm(shiftQuery, { ...query, ids }, ctx, 'owner.validator')
    const found = await this.found(business.id, ids)
    const { form } = checked
    if (!checked.ok) return this.forecast(ctx, found, { form, wish: null, status: 422 })
    const { days = 0, minutes = 0, host = null, anyway = false } = checked.data
    const isAsked = 'days' in query || 'minutes' in query || 'host' in query
    const isSomewhere = days !== 0 || minutes !== 0 || host !== null
    if (isAsked && !isSomewhere) form.errors.days = ctx.i18n.t('owner.bookings.shift.nowhere')
    const wish = isSomewhere ? { days, minutes, host, anyway } : null
    return this.forecast(ctx, found, { form, wish, status: isAsked && !wish ? 422 : 200 })
  }

  async store(ctx: HttpContext) {
    const { business, i18n, request } = ctx
    const body = request.body()
    const sent = { ...filledIn(body), chosen: listOf(body.chosen) }
    const checked = await validateForm(shiftValidator, sent, ctx, 'owner.validator')
    const shown = await this.found(business.id, sent.chosen)
    if (!checked.ok) {
      const wish = wishOf(checked.form)
      return this.forecast(ctx, shown, { form: checked.form, wish, status: 422, isSent: true })
    }
    if (shown.length === 0) throw new Refusal(404, 'not_found')

    const { host = null, tell, reason = null, days = 0, minutes = 0, anyway = false } = checked.data
    const wish = { days, minutes, host, anyway }
    const own: Booking[] = []
    for (const booking of shown) if (await this.mayMove(ctx, booking, wish)) own.push(booking)
    const outcomes = new Map<number, Shifted['outcome']>()
    // Where all are told, those that are kept to itself stay so.
    const tellsClient = tell === 'nobody' ? false : undefined
    // Each is a mail to its client: those of whom enough was sent wait.
    const tooMany = await eachWithinBounds(
      own,
      (booking) =>
        judgeOwner(
          business,
          booking.reachedIf(tellsClient) === 'mail' ? booking.clientEmail : null
        ),
      async (passed) => {
        const done = await new ShiftBookings().handle({
          bookings: passed.map((booking) => ({
            booking,
            version: seenInRow(body, booking.id).version,
          })),
          ...{ business, by: ctx.by, shift: wish, hostId: host },
          ...{ isAnyway: anyway, tellsClient, reason },
        })
        for (const { bookingId, outcome } of done) outcomes.set(bookingId, outcome)
        return ({ id }) => outcomes.get(id) === 'moved'
      }
    )
    const waits = new Map([...tooMany].map(([{ id }, { wait }]) => [id, waitInWords(wait, i18n)]))
    const current = await this.found(business.id, sent.chosen)
    const rows = current.map((booking) => {
      const wait = waits.get(booking.id)?.words
      const outcome: Outcome = wait ? 'too_many_mails' : (outcomes.get(booking.id) ?? 'not_yours')
      const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
      return { booking, id: booking.id, outcome, wait, shownBefore }
    })
    const isDone = [...outcomes.values()].includes('moved')
    const page = { route: 'owner.shifts.create', query: { tell } }
    if (isDone && leadToResults(ctx, page, rows)) return
    const answer = { isDone: true, isTold: tell !== 'nobody', status: 409 } as const
    return this.show(ctx, { rows, form: emptyForm(), wish, ...answer })
  }

  private async showDone(ctx: HttpContext, outcomes: Map<number, Outcome>) {
    const found = await this.found(ctx.business.id, [...outcomes.keys()])
    const rows = found.map((booking) => ({ booking, outcome: outcomes.get(booking.id) }))
    const isTold = ctx.request.qs().tell !== 'nobody'
    return this.show(ctx, { rows, form: emptyForm(), isDone: true, isTold })
  }

  private found(businessId: number, chosen: unknown[]): Promise<Booking[]> {
    const ids = chosen.map(Number).filter(Number.isSafeInteger).slice(0, MOST_CHANGED)
    const now = DateTime.now()
    return listedBookings({ businessId, view: 'all', filters: { ids }, now }).exec()
  }

  /** Nobody fills a colleague's time who may not. */
  private async mayMove({ bouncer }: HttpContext, booking: Booking, { host }: ShiftWish) {
    const policy = bouncer.with('BookingPolicy')
    if (!(await policy.allows('decide', booking))) return false
    return host === null || host === booking.hostId || policy.allows('reassign', booking)
  }

  private async forecast(ctx: HttpContext, found: Booking[], page: Omit<Page, 'rows'>) {
    const { business } = ctx
    const { wish, isSent = false } = page
    const now = DateTime.now()
    const rows: Row[] = []
    for (const booking of found) {
      const isTheirs = await this.mayMove(ctx, booking, wish ?? STANDARD)
      rows.push({ booking, forecast: isTheirs ? shiftForecast(booking, now) : 'not_yours' })
    }
    if (!wish) return this.show(ctx, { ...page, rows })

    const bookings = rows.flatMap(({ booking, forecast }) => (forecast === 'will' ? booking : []))
    const asked = { business, bookings, shift: wish, hostId: wish.host, isAnyway: wish.anyway, now }
    const obstacles = await forecastShifts(asked)
    const { timeZone } = business
    const before = await justMovedSo(bookings, { shift: wish, hostId: wish.host, timeZone, now })
    for (const row of rows) {
      const { startsAt, id } = row.booking
      row.newStart = DateTime.fromMillis(shifted(startsAt, wish, business.timeZone))
      row.obstacle = obstacles.get(id) ?? null
      row.isMovedBefore = !isSent && before.has(id)
      row.isChosen = isSent || (row.obstacle === null && !row.isMovedBefore)
    }
    return this.show(ctx, { ...page, rows })
  }

  private async show({ business, response, view }: HttpContext, page: Page) {
    const hosts = await bookableHosts(business.id)
    const { rows, wish = null } = page
    if (page.isDone) await markToCall(rows.map(({ booking }) => booking))
    response.status(page.status ?? 200)
    return view.render('pages/owner/bookings/shift', {
      ...{ isDone: false, isTold: false, ...page, wish, hosts },
      done: rows.filter(({ outcome }) => outcome === 'moved').length,
      ready: rows.filter(({ forecast }) => forecast === 'will').length,
      free: rows.filter(
        ({ forecast, obstacle, isMovedBefore }) =>
          forecast === 'will' && !obstacle && !isMovedBefore
      ).length,
      movedBefore: rows.filter(({ isMovedBefore }) => isMovedBefore).length,
      calls: rows.filter(({ forecast, booking }) => forecast === 'will' && isToCall(booking))
        .length,
      hostName: hosts.find(({ id }) => id === wish?.host)?.name ?? null,
      now: DateTime.now().setZone(business.timeZone),
    })
  }
}

function isToCall({ reached, isReachable }: Booking): boolean {
  return reached === 'none' && isReachable
}

/** As far as it can be read, and is not out of all bounds. */
function wishOf({ values }: Form): ShiftWish {
  const [days, minutes] = [values.days, values.minutes].map(Number)
  return {
    days: Math.abs(days) <= 365 ? Math.trunc(days) : 0,
    minutes: Math.abs(minutes) <= 1440 ? Math.trunc(minutes) : 0,
    host: Number(values.host) || null,
    anyway: values.anyway === 'on',
  }
}
