import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { schedulePath } from '#formats/pages/addresses'
import type Host from '#models/availability/host'
import { HOST_KINDS } from '#models/availability/host'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

/** Somebody, or something, whose time is booked. */
export const hostShape = vine.create({
  id: wholeShape(),
  kind: vine.enum(HOST_KINDS),
  name: vine.string(),
  time_zone: vine.string(),
  is_active: truthShape(),
  daily_limit: wholeShape().nullable(),
  weekly_limit: wholeShape().nullable(),
  service_ids: vine.array(wholeShape()),
  page_url: vine.string().nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its services loaded, and whether it may have a page. */
export function presentHost(host: Host): Infer<typeof hostShape> {
  return {
    id: host.id,
    kind: host.kind,
    name: host.name,
    time_zone: host.timeZone,
    is_active: host.isActive,
    daily_limit: host.dailyLimit,
    weekly_limit: host.weeklyLimit,
    service_ids: host.services.map(({ id }) => id).toSorted((one, other) => one - other),
    page_url: host.pageIsActive && host.mayHavePage ? `${appUrl}${schedulePath(host)}` : null,
    created_at: inUtc(host.createdAt),
    updated_at: inUtc(host.updatedAt),
  }
}
