import type CalendarConnection from '#models/calendars/calendar_connection'
import type { ConnectionProvider } from '#models/calendars/calendar_connection'
import { calendarChoice } from '#models/calendars/calendar_choice'
import { versionOf } from '#models/version'
import type Membership from '#models/accounts/membership'
import { type ConnectionFilters, connectionList } from '#queries/calendars/connection_list'
import { contactTrouble } from '#queries/contacts/contact_accounts'
import { hostsToConnect } from '#queries/calendars/hosts_to_connect'
import type { Form } from '#validators/form'
import { emptyForm } from '#validators/form'

/** Those that have people as well. */
const OAUTH_ACCOUNTS = new Set<ConnectionProvider>(['google', 'outlook'])

/** Everybody's to those in charge, their own to others. */
export async function calendarsPage(
  { businessId, decidesOnlyOf }: Membership,
  filters: ConnectionFilters
) {
  const connections = await connectionList(businessId, decidesOnlyOf, filters)
  const hosts = await hostsToConnect(businessId, decidesOnlyOf)
  const byHost = Map.groupBy(connections, ({ hostId }) => hostId)
  return {
    hosts: hosts.map((host) => ({ host, connections: byHost.get(host.id) ?? [] })),
    hasAny: connections.length > 0,
    filters: filters.provider || filters.isInNeed ? filters : null,
    count: connections.length,
  }
}

export async function connectionPage(connection: CalendarConnection, form?: Form) {
  const { id, calendars, provider, hasContacts } = connection
  const mayHaveContacts = OAUTH_ACCOUNTS.has(provider)
  return {
    mayHaveContacts,
    contactTrouble: hasContacts ? await contactTrouble(id) : null,
    connection,
    calendars,
    unread: calendars.filter(({ blocks, readAt }) => blocks && readAt === null),
    canWrite: calendars.some(({ canWrite }) => canWrite),
    form: form ?? emptyForm(typedChoice(connection)),
  }
}

export async function connectFormPage(
  { businessId, decidesOnlyOf }: Membership,
  lost: CalendarConnection | null
) {
  const hosts = await hostsToConnect(businessId, decidesOnlyOf)
  return { lost, hosts, isOnly: hosts.length === 1 }
}

/** As its form has it. */
export function typedChoice({ calendars }: CalendarConnection): Record<string, string> {
  const { blocks, writes } = calendarChoice(calendars)
  return {
    ...Object.fromEntries(blocks.map((id) => [`blocks_${id}`, 'on'])),
    writes: writes === null ? '' : String(writes),
    version: choiceVersion(calendars),
  }
}

export function choiceVersion(calendars: CalendarConnection['calendars']): string {
  return versionOf(calendarChoice(calendars))
}
