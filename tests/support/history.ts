import db from '@adonisjs/lucid/services/db'
import SetDateOverrides from '#actions/availability/set_date_overrides'
import { byUser } from '#models/by'
import type { Shop } from '#tests/support/requests'

/** Of the history, about the hours of a date: what is undone on a page of its own. */
export async function undoableEntry(
  { business, host }: Pick<Shop, 'business' | 'host'>,
  userId: number
): Promise<number> {
  const dates = [{ date: '2998-01-01', windows: [], reason: null }]
  const set = { businessId: business.id, hosts: [host], dates, read: null, by: byUser(userId) }
  await new SetDateOverrides().handle(set)
  const entries = db.from('audit_entries').where({ business_id: business.id })
  const { id } = await entries.where('action', 'date_overrides.set').firstOrFail()
  return id
}
