import CalendarConnection from '#models/calendars/calendar_connection'

/** Whose host signs in as that user; everyone's without one. */
export function connectionList(businessId: number, userId: number | null) {
  const list = CalendarConnection.query()
    .where('calendar_connections.business_id', businessId)
    .preload('host')
    .preload('calendars', (calendars) => void calendars.orderBy('id'))
    .orderBy('calendar_connections.id')
  if (userId !== null) list.whereHas('host', (hosts) => void hosts.where('user_id', userId))
  return list
}
