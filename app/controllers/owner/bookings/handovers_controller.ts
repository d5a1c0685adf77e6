import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import GiveAwayBookings, { type GivenAway } from '#actions/bookings/give_away_bookings'
import GiveAwaySessions from '#actions/sessions/give_away_sessions'
import { waitInWords } from '#controllers/ask_to_wait'
import { eachWithinBounds, judgeOwner } from '#controllers/booking_bounds'
import { findSessions } from '#controllers/owner/availability/inside_sessions'
import { findShownHost } from '#controllers/owner/availability/availability_page'
import { leadToResults, resultsIn } from '#controllers/owner/results'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import type GroupSession from '#models/sessions/group_session'
import type Host from '#models/availability/host'
import { markToCall } from '#queries/calls/open_calls'
import { leftWithHost } from '#queries/availability/left_with_host'
import { findRequests } from '#queries/requests/request_inbox'
import { findSessionRecord, recipientsOf } from '#queries/sessions/session_list'
import { sessionsWithHost, type SessionWithHost } from '#queries/sessions/sessions_with_host'
import { handoverValidator, MOST_DECIDED } from '#validators/bookings/decision'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { hostQuery, validQuery } from '#validators/owner_query'
import { seenInRow } from '#validators/seen'

interface Page {
  form?: Form
  status?: 200 | 409 | 422
  results?: Result[]
}

type Outcome = GivenAway['outcome'] | 'too_many_mails'

interface Result {
  booking?: Booking
  /** Given as a whole. */
  session?: GroupSession
  outcome?: Outcome
  shownBefore?: string | null
  /** How long, where its client may be told of it later. */
  wait?: string
}

export default class HandoversController {
  async show(ctx: HttpContext) {
    const host = await this.hostOf(ctx)
    const outcomes = resultsIn<Outcome>(ctx)
    if (!outcomes) return this.render(ctx, host)
    const found = await findRequests(ctx.business.id, [...outcomes.keys()])
    const sessions = await findSessions(ctx.business.id, [...outcomes.keys()])
    const results = [
      ...found.map((booking) => ({ booking, outcome: outcomes.get(booking.id) })),
      ...sessions.map((session) => ({ session, outcome: outcomes.get(session.id) })),
    ]
    return this.render(ctx, host, { results })
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const host = await this.hostOf(ctx)
    const body = request.body()
    const checked = await validateForm(handoverValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return this.render(ctx, host, { form: checked.form, status: 422 })

    const chosen = await findRequests(business.id, checked.data.bookings)
    const sessions = await findSessions(business.id, checked.data.bookings)
    if (chosen.length + sessions.length === 0) throw new Refusal(404, 'not_found')
    const outcomes = new Map<number, GivenAway['outcome']>()
    // Each is a mail to its client: those of whom enough was sent wait.
    const tooMany = await eachWithinBounds(
      chosen,
      ({ reached, clientEmail }) => judgeOwner(business, reached === 'mail' ? clientEmail : null),
      async (passed) => {
        const given = await new GiveAwayBookings().handle({
          businessId: business.id,
          bookings: passed.map(({ id }) => ({
            bookingId: id,
            version: seenInRow(body, id).version,
          })),
          hostId: host.id,
          by,
        })
        for (const { bookingId, outcome } of given) outcomes.set(bookingId, outcome)
        return ({ id }) => outcomes.get(id) === 'reassigned'
      }
    )
    const waits = new Map(
      [...tooMany].map(([{ id }, { wait }]) => [id, waitInWords(wait, i18n).words])
    )
    const now = await findRequests(business.id, checked.data.bookings)
    const bookings = now.map((booking) => {
      const wait = waits.get(booking.id)
      const outcome: Outcome = wait ? 'too_many_mails' : (outcomes.get(booking.id) ?? 'not_found')
      const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
      return { booking, id: booking.id, outcome, shownBefore, wait }
    })
    const results = [...bookings, ...(await this.giveSessions(ctx, host, sessions))]
    const isDone = results.some(({ outcome }) => outcome === 'reassigned')
    const page = { route: 'owner.handovers.show', query: { host: host.id } }
    if (isDone && leadToResults(ctx, page, results)) return
    return this.render(ctx, host, { results, status: 409 })
  }

  private async giveSessions(ctx: HttpContext, host: Host, sessions: GroupSession[]) {
    const { business, by, i18n, request } = ctx
    const records = new Map<number, (string | null)[]>()
    for (const { id } of sessions) {
      const record = await findSessionRecord(business.id, id, DateTime.now())
      records.set(id, recipientsOf({ ...record, waiting: [] }))
    }
    const outcomes = new Map<number, Outcome>()
    const tooMany = await eachWithinBounds(
      sessions,
      ({ id }) => judgeOwner(business, ...(records.get(id) ?? [])),
      async (passed) => {
        const given = await new GiveAwaySessions().handle({
          ...{ businessId: business.id, hostId: host.id, by },
          sessions: passed.map(({ id }) => ({
            sessionId: id,
            version: seenInRow(request.body(), id).version,
          })),
        })
        for (const { sessionId, outcome } of given) outcomes.set(sessionId, outcome)
        return ({ id }) => outcomes.get(id) === 'reassigned'
      }
    )
    const waits = new Map(
      [...tooMany].map(([{ id }, { wait }]) => [id, waitInWords(wait, i18n).words])
    )
    const now = await findSessions(
      business.id,
      sessions.map(({ id }) => id)
    )
    return now.map((session) => {
      const wait = waits.get(session.id)
      const outcome: Outcome = wait ? 'too_many_mails' : (outcomes.get(session.id) ?? 'not_found')
      return { session, id: session.id, outcome, shownBefore: null, wait }
    })
  }

  private async hostOf(ctx: HttpContext): Promise<Host> {
    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host } = await findShownHost(ctx, hostId)
    return host
  }

  private async render(
    { business, response, view }: HttpContext,
    host: Host,
    { form = emptyForm(), status = 200, results }: Page = {}
  ) {
    const now = DateTime.now().setZone(business.timeZone)
    const bookings = await leftWithHost(business.id, host.id, now)
    if (results) await markToCall(results.flatMap(({ booking }) => booking ?? []))
    const sessions = await sessionsWithHost(host, now)
    const shown = {
      bookings: bookings.slice(0, MOST_DECIDED),
      // Those that stay leave room for the others.
      sessions: [...sessions.filter(isGivable), ...sessions.filter((row) => !isGivable(row))].slice(
        0,
        Math.max(0, MOST_DECIDED - bookings.length)
      ),
    }
    const later = bookings.length + sessions.length - shown.bookings.length - shown.sessions.length
    const page = { host, form, results, ...shown, later, now }
    return response.status(status).send(await view.render('pages/owner/bookings/handover', page))
  }
}

function isGivable({ why }: SessionWithHost): boolean {
  return why === null
}
