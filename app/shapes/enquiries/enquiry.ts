import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Enquiry from '#models/enquiries/enquiry'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

/** What somebody asked the business, without booking. */
export const enquiryShape = vine.create({
  id: wholeShape(),
  service_id: wholeShape().nullable(),
  wished_at: momentOrNull(),
  time_zone: vine.string(),
  client: vine.object({
    name: vine.string(),
    email: vine.string().nullable(),
    phone: vine.string().nullable(),
    locale: vine.string(),
  }),
  message: vine.string(),
  answered_at: momentOrNull(),
  answered_by: vine.object({ id: wholeShape(), name: vine.string() }).nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its answerer loaded. */
export function presentEnquiry(enquiry: Enquiry): Infer<typeof enquiryShape> {
  const { answerer } = enquiry
  return {
    id: enquiry.id,
    service_id: enquiry.serviceId,
    wished_at: inUtcOrNull(enquiry.wishedAt),
    time_zone: enquiry.clientTimeZone,
    client: {
      name: enquiry.clientName,
      email: enquiry.clientEmail,
      phone: enquiry.clientPhone,
      locale: enquiry.clientLocale,
    },
    message: enquiry.message,
    answered_at: inUtcOrNull(enquiry.answeredAt),
    answered_by: answerer ? { id: answerer.id, name: answerer.fullName } : null,
    created_at: inUtc(enquiry.createdAt),
    updated_at: inUtc(enquiry.updatedAt),
  }
}
