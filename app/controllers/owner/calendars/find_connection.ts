import type { HttpContext } from '@adonisjs/core/http'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { connectionList } from '#queries/calendars/connection_list'

/** For those who may manage it alone. */
export async function findConnection(
  ctx: HttpContext,
  id = Number(ctx.params.id)
): Promise<CalendarConnection> {
  const connection = await connectionList(ctx.business.id, null)
    .where('calendar_connections.id', id)
    .firstOrFail()
  await ctx.bouncer.with('CalendarPolicy').authorize('manage', connection.host)
  return connection
}
