import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { SeriesDate, SeriesOutcome } from '#actions/bookings/place_series'
import features from '#config/features'
import { askToWait } from '#controllers/ask_to_wait'
import { readerLocale } from '#controllers/reader'
import type Booking from '#models/bookings/booking'
import type Client from '#models/clients/client'
import { addressOf } from '#pages/address_of'
import { deskPage } from '#pages/owner/bookings/desk_page'
import { clientFacts } from '#queries/clients/client_facts'
import { FEWEST_TYPED, findClients } from '#queries/clients/find_clients'
import { contactAccounts } from '#queries/contacts/contact_accounts'
import { consumeLimit, lookUpsPerUser } from '#start/limiter'
import type { DeskState } from '#validators/bookings/desk_form'
import { emptyForm, type Form } from '#validators/form'
import { localPath } from '#validators/local_path'
import { DateTime } from 'luxon'

interface Shown {
  form?: Form
  dates?: SeriesDate[] | null
  status?: number
  booking?: Booking | null
  /** Who is known by what was typed of somebody new. */
  alike?: Client | null
  /** Whose block it is, which need not be whom it is for. */
  blocked?: Extract<SeriesOutcome, { outcome: 'blocked' }>['blocked']
  problem?:
    | Exclude<SeriesOutcome['outcome'], 'booked' | 'requested' | 'unavailable'>
    | 'none_kept'
    | 'known_client'
    | 'move_busy'
    | 'move_stale'
}

export async function renderDesk(
  ctx: HttpContext,
  state: DeskState,
  {
    form = emptyForm(),
    dates = null,
    status = 200,
    booking = null,
    alike = null,
    blocked = null,
    problem,
  }: Shown = {}
) {
  const { business, membership, i18n, response, view } = ctx
  const now = Date.now()
  const locale = readerLocale(ctx, business)
  const visit = { business, membership, booking, i18n, locale, now }
  const page = await deskPage(visit, state)
  const isRefused = status === 409 && problem === undefined && booking === null
  const found = booking ? null : await lookUp(ctx, state)
  const html = await view.render('pages/owner/bookings/desk', {
    ...{ ...page, ...found, dates, problem, booking, alike, blocked },
    backTo:
      state.return_to === undefined
        ? null
        : localPath(state.return_to, addressOf('owner.days.show')),
    form: { ...form, values: { ...valuesOf(state), ...form.values } },
    now: DateTime.fromMillis(now, { zone: business.timeZone }),
    refusedCount: dates ? dates.filter(({ code }) => code !== null).length : isRefused ? 1 : 0,
    idempotencyKey: randomUUID(),
  })
  return response.status(found?.wait ? 429 : status).send(html)
}

interface LookUp {
  found: Awaited<ReturnType<typeof findClients>> | null
  facts?: Awaited<ReturnType<typeof clientFacts>>
  isTooShort?: boolean
  /** Where people are found who are no clients yet; null where nobody has contacts connected. */
  contactsAt?: string | null
  wait?: string
}

async function lookUp(ctx: HttpContext, state: DeskState): Promise<LookUp> {
  const { q = '' } = state
  if (q.length < FEWEST_TYPED) return { found: null, isTooShort: q !== '' }
  const seconds = await consumeLimit(lookUpsPerUser, String(ctx.membership.userId))
  if (seconds !== null) return { found: null, wait: askToWait(ctx, seconds) }
  const found = await findClients(ctx.business.id, q)
  const ids = found.map(({ id }) => id)
  const facts = await clientFacts(ids, DateTime.now())
  return { found, facts, contactsAt: await contactsAddress(ctx, state) }
}

async function contactsAddress({ business, membership }: HttpContext, state: DeskState) {
  if (!features.calendars) return null
  const accounts = await contactAccounts(business.id, membership.decidesOnlyOf)
  if (accounts.length === 0) return null
  const query = { ...state, client: undefined } as never
  return addressOf('owner.contact_suggestions.index', {}, { query })
}

function valuesOf(state: DeskState): Record<string, string> {
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)]]
    )
  )
}

/** Chosen before, and not checked again. */
export function unchecked(starts: readonly unknown[]): SeriesDate[] {
  return starts
    .map((start) => (typeof start === 'number' ? start : Date.parse(String(start))))
    .filter((startsAt) => !Number.isNaN(startsAt))
    .map((startsAt) => ({ startsAt, code: null, alternatives: [] }))
}
