import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { ONE_TIME_STATES } from '#models/links/one_time_link'
import type { OneTimeRow } from '#queries/links/one_time_list'
import {
  inUtc,
  inUtcOrNull,
  momentOrNull,
  momentShape,
  truthShape,
  wholeShape,
} from '#shapes/schema'

const fields = () => ({
  id: wholeShape(),
  service_id: wholeShape(),
  link_id: wholeShape().nullable(),
  host_id: wholeShape().nullable(),
  recipient_name: vine.string().nullable(),
  recipient_email: vine.string().nullable(),
  offered_times: vine
    .array(vine.object({ starts_at: momentShape(), ends_at: momentShape() }))
    .nullable(),
  holds_times: truthShape(),
  rearms_on_cancel: truthShape(),
  expires_at: momentShape(),
  status: vine.enum(ONE_TIME_STATES),
  booking_id: wholeShape().nullable(),
  sent_at: momentOrNull(),
  created_at: momentShape(),
})

/** For one recipient and one booking. */
export const oneTimeShape = vine.create(fields())

/** Told its token this once: it is not kept. */
export const newOneTimeShape = vine.create({
  ...fields(),
  token: vine.string(),
  url: vine.string(),
})

type OneTimeRecord = Infer<typeof oneTimeShape>

export function presentOneTime(row: OneTimeRow, now: DateTime): OneTimeRecord {
  return { ...presentDecided(row), ...presentStanding(row, now) }
}

/** What is decided about it. */
export function presentDecided({ oneTime }: OneTimeRow) {
  const times = oneTime.offeredTimes?.map(({ start, end }) => ({
    starts_at: inUtc(DateTime.fromMillis(start)),
    ends_at: inUtc(DateTime.fromMillis(end)),
  }))
  return {
    id: oneTime.id,
    service_id: oneTime.serviceId,
    link_id: oneTime.linkId,
    host_id: oneTime.hostId,
    recipient_name: oneTime.recipientName,
    recipient_email: oneTime.recipientEmail,
    offered_times: times ?? null,
    holds_times: oneTime.holderId !== null,
    rearms_on_cancel: oneTime.rearmsOnCancel,
    expires_at: inUtc(oneTime.expiresAt),
    sent_at: inUtcOrNull(oneTime.sentAt),
    created_at: inUtc(oneTime.createdAt),
  }
}

/** What becomes of it by itself, so that no change of its content is meant by it. */
export function presentStanding({ oneTime, bookingId }: OneTimeRow, now: DateTime) {
  return { status: oneTime.stateAt(now), booking_id: bookingId }
}
