import vine from '@vinejs/vine'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { truthShape, wholeShape } from '#shapes/schema'

export const businessShape = vine.create({
  business: vine.object({
    name: vine.string(),
    description: vine.string().nullable(),
    address: vine.string().nullable(),
    phone: vine.string().nullable(),
    email: vine.string().nullable(),
    time_zone: vine.string(),
    currency: vine.string(),
  }),
  settings: vine.object({
    requires_approval: truthShape(),
    buffer_time_minutes: wholeShape(),
    is_active: truthShape(),
  }),
})

export function presentBusiness({ settings, ...business }: PageBusiness) {
  return {
    business: {
      name: business.name,
      description: business.description,
      address: business.address,
      phone: business.phone,
      email: business.email,
      time_zone: business.timeZone,
      currency: business.currency,
    },
    settings: {
      requires_approval: settings.requiresApproval,
      buffer_time_minutes: settings.bufferTimeMinutes,
      is_active: settings.isActive,
    },
  }
}
