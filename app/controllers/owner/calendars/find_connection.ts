import type { HttpContext } from '@adonisjs/core/http'
import type { ConnectCalendarOutcome } from '#actions/calendars/connect_calendar'
import calendars from '#config/calendars'
import { seeOther } from '#controllers/see_other'
import type Host from '#models/availability/host'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { connectionList } from '#queries/calendars/connection_list'
import { hostsToConnect } from '#queries/calendars/hosts_to_connect'
import type { Form } from '#validators/form'

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

/** The connection that is to be opened anew, where its page was left by "Connect again". */
export async function findLost(ctx: HttpContext): Promise<CalendarConnection | null> {
  const id: unknown = ctx.request.input('connection')
  return typeof id === 'string' && /^[1-9]\d{0,14}$/.test(id)
    ? findConnection(ctx, Number(id))
    : null
}

/** Whose time it is: one of those whom the member may connect for. */
export async function hostToConnect(ctx: HttpContext, form: Form): Promise<Host | null> {
  const { business, membership, i18n } = ctx
  const hosts = await hostsToConnect(business.id, membership.decidesOnlyOf)
  const host = hosts.find(({ id }) => String(id) === form.values.host)
  if (!host) form.errors.host = i18n.t('owner.calendars.problem.host')
  return host ?? null
}

/** The page of the new connection; else what is wrong, at the field that it is about. */
export function answerConnecting(
  { response, session, i18n }: HttpContext,
  form: Form,
  outcome: ConnectCalendarOutcome,
  field: string
) {
  switch (outcome.outcome) {
    case 'connected': {
      session.flash('done', i18n.t('owner.calendars.connected'))
      seeOther(response, 'owner.calendar_connections.show', { id: outcome.connection.id })
      return true
    }
    case 'too_many': {
      const most = calendars.mostConnections
      form.errors[field] = i18n.t('owner.calendars.problem.too_many', { most })
      return false
    }
    case 'not_opened': {
      const { trouble } = outcome
      form.errors[field] = i18n.t(`owner.calendars.trouble.${trouble}`)
      return false
    }
  }
}
