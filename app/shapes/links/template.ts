import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type BookingTemplate from '#models/links/booking_template'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'
import { presentQuestion, questionShape } from '#shapes/services/question'

/** Questions and a follow-up that links and services can take over. */
export const templateShape = vine.create({
  id: wholeShape(),
  name: vine.string(),
  questions: vine.array(questionShape()),
  follow_up: vine.string().nullable(),
  follow_up_delay_hours: wholeShape(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

export function presentTemplate(template: BookingTemplate): Infer<typeof templateShape> {
  return {
    id: template.id,
    name: template.name,
    questions: template.questions.map(presentQuestion),
    follow_up: template.followUp,
    follow_up_delay_hours: template.followUpDelayHours,
    created_at: inUtc(template.createdAt),
    updated_at: inUtc(template.updatedAt),
  }
}
