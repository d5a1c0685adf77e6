import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { ENTRY_KINDS } from '#queries/clients/time_line'
import type { TimeLineRow } from '#queries/clients/time_line_rows'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/**
 * What happened with a client, or is to come: `what` names it within its type, such as the status of
 * a booking, or the message that a mail was; `text` is in somebody's own words.
 */
export const activityShape = vine.create({
  type: vine.enum(ENTRY_KINDS),
  id: wholeShape(),
  at: momentShape(),
  what: vine.string().nullable(),
  booking_id: wholeShape().nullable(),
  user_name: vine.string().nullable(),
  text: vine.string().nullable(),
})

type Activity = Infer<typeof activityShape>
type Told = Pick<Activity, 'what' | 'booking_id' | 'user_name' | 'text'>

export function presentActivity(row: TimeLineRow): Activity {
  const nothing = { what: null, booking_id: row.booking?.id ?? null, user_name: null, text: null }
  return { type: row.kind, id: row.id, at: inUtc(row.at), ...nothing, ...toldIn(row) }
}

function toldIn(row: TimeLineRow): Partial<Told> {
  const { booking, event, mail, note, enquiry, refusal, change } = row
  switch (row.kind) {
    case 'booking':
      return { what: booking?.status ?? null }
    case 'event':
      return {
        what: event?.kind ?? null,
        user_name: event?.user?.fullName ?? null,
        text: event?.reason ?? null,
      }
    case 'mail':
      return {
        what: mail?.topic ?? null,
        booking_id: mail?.bookingId ?? null,
        text: mail?.written?.body ?? null,
      }
    case 'note':
      return { user_name: note?.user?.fullName ?? null, text: note?.body ?? null }
    case 'enquiry':
      return { text: enquiry?.message ?? null }
    case 'refusal':
      return { what: refusal?.kind ?? null, text: refusal?.message ?? null }
    case 'change':
      return { what: change?.what ?? null, user_name: change?.who ?? null }
  }
}
