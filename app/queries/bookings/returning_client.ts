import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { addressKey } from '#formats/contacts/mail_address'
import Booking from '#models/bookings/booking'
import { isLinkTokenFor, type LinkPurpose, readLinkToken } from '#models/links/link_token'
import { sql } from '#transactions'

interface Claimed {
  businessId: number
  email: string | null
  /** From a link in a mail of ours: whoever has it reads what is sent to that address. */
  proof: string | null
}

/** Rows merged by themselves share a number that anybody could have typed. */
const mergedByHand = (row: string) => `(${row}.merged_into is null or ${row}.merged_by is not null)`

/** The address must be proven: typing a regular's address is not enough. */
export async function isReturningClient(client: QueryClient, claimed: Claimed): Promise<boolean> {
  const { businessId, email } = claimed
  if (!(await isProvenClient(client, claimed))) return false

  const [row] = await sql<{ came: boolean; missed: boolean; blocked: boolean }>(
    client,
    `select bool_or(bookings.status = 'completed'
         and (bookings.client_email = cast(:email as citext)
           or members.id <> known.id and ${mergedByHand('known')}
             and ${mergedByHand('members')})) as came,
       bool_or(bookings.status = 'no_show') as missed,
       bool_or(record.blocked_at is not null) as blocked
       from clients as known join clients as record on record.id = known.record_id
         join clients as members on members.record_id = known.record_id
         join bookings on bookings.client_id = members.id
           and bookings.status in ('completed', 'no_show')
      where known.business_id = :businessId and known.contact_key = :emailKey
      group by record.id`,
    { businessId, email, emailKey: email === null ? null : addressKey(email) }
  )
  return row !== undefined && row.came && !row.missed && !row.blocked
}

export async function isProvenClient(
  client: QueryClient,
  { businessId, email, proof }: Claimed
): Promise<boolean> {
  if (email === null || proof === null) return false
  return (await provenAddress(client, businessId, proof)) === email.toLowerCase()
}

async function provenAddress(client: QueryClient, businessId: number, proof: string) {
  const booking = await findByProof(client, businessId, proof)
  return booking?.clientEmail?.toLowerCase() ?? null
}

/** The booking in whose mails the proof stands; whoever brings it reads them. */
export async function findByProof(
  client: QueryClient,
  businessId: number,
  proof: string
): Promise<Booking | null> {
  const booking = await findNamed(client, businessId, proof)
  return booking && isLinkTokenFor(proof, 'return', booking.manageSubject) ? booking : null
}

/** Also from the page of an earlier booking, which proves nothing about the address. */
export async function findByEarlierProof(
  client: QueryClient,
  businessId: number,
  proof: string
): Promise<Booking | null> {
  const booking = await findNamed(client, businessId, proof)
  const isOf = (purpose: LinkPurpose) =>
    booking !== null && isLinkTokenFor(proof, purpose, booking.manageSubject)
  return isOf('return') || isOf('again') ? booking : null
}

async function findNamed(client: QueryClient, businessId: number, proof: string) {
  const named = readLinkToken(proof)
  if (!named || named.userId !== null) return null
  return Booking.query({ client }).where({ businessId, id: named.id }).first()
}
