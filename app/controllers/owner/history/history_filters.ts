import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type { AuditFilters } from '#models/audit_entry'
import type { Infer } from '@vinejs/vine/types'
import type { historyQuery } from '#validators/owner_query'

/** Dates are read on the business's clock; the last one is included. */
export function filtersOf(
  { business }: HttpContext,
  { about, id, who, from, until }: Infer<typeof historyQuery>
): AuditFilters {
  const startOf = (date: string) => DateTime.fromISO(date, { zone: business.timeZone })
  return {
    about,
    id,
    ...(who === 'client' || who === 'system' ? { actor: who } : who && { userId: Number(who) }),
    from: from === undefined ? undefined : startOf(from).toJSDate(),
    until: until === undefined ? undefined : startOf(until).plus({ days: 1 }).toJSDate(),
  }
}
