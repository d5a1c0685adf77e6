import CalendarConnection, { type ConnectionProvider } from '#models/calendars/calendar_connection'

export interface ConnectionFilters {
  provider?: ConnectionProvider
  /** Only those that cannot be read. */
  isInNeed?: boolean
}

/** Whose host signs in as that user; everyone's without one. */
export function connectionList(
  businessId: number,
  userId: number | null,
  { provider, isInNeed = false }: ConnectionFilters = {}
) {
  const list = CalendarConnection.query()
    .where('calendar_connections.business_id', businessId)
    .preload('host')
    .preload('calendars', (calendars) => void calendars.orderBy('id'))
    .orderBy('calendar_connections.id')
  if (userId !== null) list.whereHas('host', (hosts) => void hosts.where('user_id', userId))
  if (provider) list.where({ provider })
  if (isInNeed) list.where((those) => those.where('state', 'lost').orWhereNotNull('failing_since'))
  return list
}
