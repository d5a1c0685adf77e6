import type { HttpContext } from '@adonisjs/core/http'
import type { ConnectCalendarOutcome } from '#actions/calendars/connect_calendar'
import calendars from '#config/calendars'
import { findConnection } from '#controllers/owner/calendars/find_connection'
import { seeOther } from '#controllers/see_other'
import type Host from '#models/availability/host'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { connectFormPage } from '#pages/owner/calendars/calendars_page'
import { hostsToConnect } from '#queries/calendars/hosts_to_connect'
import { emptyForm, type Form } from '#validators/form'

interface ConnectForm {
  page: 'calendar_account' | 'calendar_feed' | 'calendar_server'
  form: Form
  lost: CalendarConnection | null
  provider?: string
  asksContacts?: boolean
  problem?: string | null
}

/** The form that connects a calendar, whichever way. */
export async function renderConnectForm(
  { membership, response, view }: HttpContext,
  { page, lost, ...rest }: ConnectForm,
  status = 200
) {
  response.status(status)
  const shown = await connectFormPage(membership, lost)
  return view.render(`pages/owner/calendars/${page}`, { ...shown, ...rest })
}

/** "Connect again" has chosen whose time it is. */
export function blankConnectForm(lost: CalendarConnection | null): Form {
  return emptyForm(lost ? { host: String(lost.hostId) } : {})
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

export function seeConnected({ response, session, i18n }: HttpContext, { id }: CalendarConnection) {
  session.flash('done', i18n.t('owner.calendars.connected'))
  return seeOther(response, 'owner.calendar_connections.show', { id })
}

export function notConnectedBecause(
  { i18n }: HttpContext,
  outcome: Exclude<ConnectCalendarOutcome, { outcome: 'connected' }>
): string {
  if (outcome.outcome === 'not_opened') return i18n.t(`owner.calendars.trouble.${outcome.trouble}`)
  return i18n.t('owner.calendars.problem.too_many', { most: calendars.mostConnections })
}
