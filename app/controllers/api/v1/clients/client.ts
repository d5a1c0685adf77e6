import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { answerOne, requireMatch } from '#controllers/api/v1/one'
import type Client from '#models/clients/client'
import { bookingsAsked } from '#queries/bookings/booking_list'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import { findClient, findRecord } from '#queries/clients/find_client'
import { timeLineAfter } from '#queries/clients/time_line'
import { timeLineRows } from '#queries/clients/time_line_rows'
import { presentBookingRecord } from '#shapes/bookings/booking_record'
import { presentActivity } from '#shapes/clients/activity'
import { presentClientRecord } from '#shapes/clients/client_record'

type Beside = 'activities' | 'bookings'

const MOST_BESIDE = 25

/** The record that shows them, where they were merged into another. */
export async function clientAsked({ business, params }: HttpContext): Promise<Client> {
  const client = await findClient(business, params.id)
  return client.mergedInto === null ? client : findRecord(business, client.recordId)
}

/** Whoever may change them, and what goes with a change that asks for no version by itself. */
export async function clientToChange(ctx: HttpContext, ability: 'keep' | 'manage') {
  const { bouncer, business, by } = ctx
  await bouncer.with('ClientPolicy').authorize(ability)
  const client = await clientAsked(ctx)
  requireMatch(ctx, presentClientRecord(client))
  return { businessId: business.id, clientId: client.id, by }
}

/** As they stand now. */
export async function answerClient(ctx: HttpContext, include: readonly Beside[] = []) {
  const client = await clientAsked(ctx)
  return answerOne(ctx, presentClientRecord(client), await besideOf(client, include))
}

/** The latest of each. */
async function besideOf(client: Client, include: readonly Beside[]) {
  return {
    ...(include.includes('activities') && { activities: await activitiesOf(client) }),
    ...(include.includes('bookings') && { bookings: await bookingsOf(client) }),
  }
}

async function activitiesOf(client: Client) {
  const { entries } = await timeLineAfter(client, { limit: MOST_BESIDE, cursor: null })
  const rows = await timeLineRows(entries)
  return rows.map(presentActivity)
}

async function bookingsOf({ id: clientId, businessId }: Client) {
  const now = DateTime.utc()
  const bookings = await bookingsAsked({ businessId, view: 'all', filters: { clientId }, now })
    .select('*')
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_BESIDE)
  await findCalendarEvents(bookings)
  return bookings.map((booking) => presentBookingRecord(booking, now))
}
