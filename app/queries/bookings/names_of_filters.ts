import type { DateTime } from 'luxon'
import BookingLink from '#models/links/booking_link'
import Client from '#models/clients/client'
import GroupSession from '#models/sessions/group_session'

interface Asked {
  client?: number
  link?: number
  session?: number
}

export interface FilterName {
  kind: 'client' | 'link' | 'session'
  /** Null where it is not there. */
  name: string | null
  startsAt?: DateTime
}

/** Whose bookings a list was narrowed to. */
export async function namesOfFilters(businessId: number, asked: Asked): Promise<FilterName[]> {
  const names: FilterName[] = []
  if (asked.client !== undefined) {
    const found = await Client.query().where({ businessId, id: asked.client }).first()
    names.push({ kind: 'client', name: found?.name ?? null })
  }
  if (asked.link !== undefined) {
    const found = await BookingLink.query().where({ businessId, id: asked.link }).first()
    names.push({ kind: 'link', name: found?.name ?? null })
  }
  if (asked.session !== undefined) {
    const found = await GroupSession.query()
      .where({ businessId, id: asked.session })
      .preload('service')
      .first()
    const { service, startsAt } = found ?? {}
    names.push({ kind: 'session', name: service?.name ?? null, startsAt })
  }
  return names
}
