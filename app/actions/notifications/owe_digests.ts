import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { bySystem } from '#models/by'
import { oweDigests, wakeDeliveries } from '#outbox'
import { dateAt, instantAt } from '#scheduling/time/zones'

const FROM = '07:00'
/** After that the morning is over, and who was not written to by then has seen the day themselves. */
const UNTIL = '10:00'

/** Owes the day in short to everybody who wants it, from seven in the morning by the business's clock. */
export default class OweDigests {
  async handle(now: DateTime, by = bySystem()): Promise<number> {
    const moment = now.toMillis()
    const zones = await db
      .from('memberships')
      .join('businesses', 'businesses.id', 'memberships.business_id')
      .where('gets_digest', true)
      .distinct('time_zone')
    const mornings = zones
      .map(({ time_zone: timeZone }) => ({ timeZone, date: dateAt(timeZone, moment) }))
      .filter(
        ({ timeZone, date }) =>
          instantAt(timeZone, date, FROM) <= moment && moment < instantAt(timeZone, date, UNTIL)
      )
    if (mornings.length === 0) return 0
    const owed = await oweDigests(db.connection(), { mornings, requestId: by.requestId })
    await wakeDeliveries(owed, by.requestId)
    return owed.length
  }
}
