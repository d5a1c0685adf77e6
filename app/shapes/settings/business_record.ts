import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { pagePath } from '#formats/pages/addresses'
import type Business from '#models/settings/business'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/** The business whose key it is. */
export const businessRecordShape = vine.create({
  id: wholeShape(),
  name: vine.string(),
  slug: vine.string(),
  page_url: vine.string(),
  description: vine.string().nullable(),
  address: vine.string().nullable(),
  phone: vine.string().nullable(),
  email: vine.string().nullable(),
  opening_times: vine.string().nullable(),
  cancellation_policy: vine.string().nullable(),
  time_zone: vine.string(),
  currency: vine.string(),
  locale: vine.string(),
  week_starts_on: wholeShape(),
  brand_color: vine.string(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

export function presentBusinessRecord(business: Business): Infer<typeof businessRecordShape> {
  return {
    id: business.id,
    name: business.name,
    slug: business.slug,
    page_url: `${appUrl}${pagePath(business)}`,
    description: business.description,
    address: business.address,
    phone: business.phone,
    email: business.email,
    opening_times: business.openingTimes,
    cancellation_policy: business.policy,
    time_zone: business.timeZone,
    currency: business.currency,
    locale: business.locale,
    week_starts_on: business.weekStartsOn,
    brand_color: business.brandColour,
    created_at: inUtc(business.createdAt),
    updated_at: inUtc(business.updatedAt),
  }
}
