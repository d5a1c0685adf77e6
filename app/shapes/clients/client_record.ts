import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Client from '#models/clients/client'
import type ClientNote from '#models/clients/client_note'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

/** Somebody who booked or asked, with all that was merged into their record. */
export const clientRecordShape = vine.create({
  id: wholeShape(),
  name: vine.string(),
  email: vine.string().nullable(),
  phone: vine.string().nullable(),
  emails: vine.array(vine.string()),
  phones: vine.array(vine.string()),
  locale: vine.string(),
  time_zone: vine.string(),
  notes: vine.string().nullable(),
  tags: vine.array(vine.string()),
  client_since: momentOrNull(),
  blocked_at: momentOrNull(),
  block_reason: vine.string().nullable(),
  blocks_number: vine.boolean().nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs `clientRecord()` in its query. */
export function presentClientRecord(client: Client): Infer<typeof clientRecordShape> {
  return {
    id: client.id,
    name: client.name,
    email: client.email,
    phone: client.phone,
    emails: [...client.emails],
    phones: client.phones,
    locale: client.locale,
    time_zone: client.timeZone,
    notes: client.notes,
    tags: [...client.allTags],
    client_since: inUtcOrNull(client.since),
    blocked_at: inUtcOrNull(client.blockedAt),
    block_reason: client.blockReason,
    blocks_number: client.blockedAt === null ? null : client.blocksNumber,
    created_at: inUtc(client.createdAt),
    updated_at: inUtc(client.updatedAt),
  }
}

export const clientNoteShape = vine.create({
  id: wholeShape(),
  client_id: wholeShape(),
  body: vine.string(),
  user: vine.object({ id: wholeShape(), name: vine.string() }).nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its user loaded. */
export function presentClientNote(note: ClientNote): Infer<typeof clientNoteShape> {
  const { user } = note
  return {
    id: note.id,
    client_id: note.clientId,
    body: note.body,
    user: user ? { id: user.id, name: user.fullName } : null,
    created_at: inUtc(note.createdAt),
    updated_at: inUtc(note.updatedAt),
  }
}
