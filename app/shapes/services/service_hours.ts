import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Service from '#models/services/service'
import { wholeShape } from '#shapes/schema'

/** When it is given, within the hours of its hosts and on their clocks; null: whenever they are there. */
export const serviceHoursShape = vine.create({
  service_id: wholeShape(),
  ranges: vine
    .array(vine.object({ weekday: wholeShape(), start: vine.string(), end: vine.string() }))
    .nullable(),
})

export function presentServiceHours({ id, hours }: Service): Infer<typeof serviceHoursShape> {
  const ranges = hours?.weeklyHours.map(({ weekday, start, end }) => ({ weekday, start, end }))
  return { service_id: id, ranges: ranges ?? null }
}
