import type { DateTime } from 'luxon'
import type Client from '#models/clients/client'
import type Business from '#models/settings/business'
import { type ClientFacts, clientFacts } from '#queries/clients/client_facts'
import { findRecord } from '#queries/clients/find_client'
import type { DeskState } from '#validators/bookings/desk_form'

export type PersonAtDesk =
  | { kind: 'client'; client: Client; facts: ClientFacts }
  | { kind: 'new'; name: string; phone: string; email: string }
  | { kind: 'none' }

/** Whom it is for; null while nobody is chosen. */
export async function deskPerson(
  business: Business,
  state: DeskState,
  now: DateTime
): Promise<PersonAtDesk | null> {
  const { client: id, who } = state
  if (id !== undefined) {
    const client = await findRecord(business, id)
    const facts = await clientFacts([client.id], now)
    return { kind: 'client', client, facts: facts.get(client.id) as ClientFacts }
  }
  if (who === 'none') return { kind: 'none' }
  return who === 'new' ? { kind: 'new', ...newPerson(state) } : null
}

function newPerson({ q = '', contact_name: name, ...contact }: DeskState) {
  if (name === undefined) return readTyped(q)
  return { name, phone: contact.contact_phone ?? '', email: contact.contact_email ?? '' }
}

/** What was looked for in vain is their name, their number or their address. */
function readTyped(typed: string) {
  const isPhone = /^\+?[\d\s().\-/]+$/.test(typed)
  const isEmail = typed.includes('@')
  return {
    name: isPhone || isEmail ? '' : typed,
    phone: isPhone ? typed : '',
    email: isEmail ? typed : '',
  }
}
