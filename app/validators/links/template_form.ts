import vine from '@vinejs/vine'
import type BookingTemplate from '#models/links/booking_template'
import { count, line, prose } from '#validators/rules'

export const USUAL_DELAY_HOURS = 24

export const templateValidator = vine.create({
  name: line(),
  follow_up: prose(2000).optional(),
  follow_up_delay_hours: count(0, 8760).optional(),
})

type Words = Pick<BookingTemplate, 'name' | 'followUp' | 'followUpDelayHours'>

export function typedTemplate({ name, followUp, followUpDelayHours }: Words) {
  return {
    name,
    follow_up: followUp ?? '',
    follow_up_delay_hours: String(followUpDelayHours),
  }
}
