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

const EMAIL = /[^\s,;<>()]+@[^\s,;<>()]+/
const NUMBER = /\+?\(?\d[\d\s().\-/]*\d/
/** Fewer beside a name may be a part of it, as in “Room 54”. */
const FEWEST_DIGITS = 6

/** What was looked for in vain is their name, their number and their address, or some of these. */
export function readTyped(typed: string) {
  const email = EMAIL.exec(typed)?.[0] ?? ''
  const others = typed.replace(email, ' ')
  const number = NUMBER.exec(others)?.[0] ?? ''
  const isAlone = others.trim() === number
  const isPhone = isAlone || number.replaceAll(/\D/g, '').length >= FEWEST_DIGITS
  const phone = isPhone ? number : ''
  const name = others
    .replace(phone, ' ')
    .replaceAll(/[\s,;<>()]+/g, ' ')
    .trim()
  return { name, phone, email }
}
