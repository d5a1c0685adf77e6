import vine from '@vinejs/vine'
import { truth } from '#validators/api/fields'
import {
  colour,
  count,
  currency,
  email,
  line,
  localeTag,
  proseOrNull,
  zone,
} from '#validators/rules'
import { businessPhone } from '#validators/settings/settings'
import { slug } from '#validators/slug'

/** What is left out stays as it is. */
export const businessChangeValidator = vine.create({
  name: line().optional(),
  slug: slug().optional(),
  description: proseOrNull(2000).optional(),
  address: line(500).nullable().optional(),
  phone: businessPhone().nullable().optional(),
  email: email().nullable().optional(),
  opening_times: proseOrNull(500).optional(),
  cancellation_policy: proseOrNull(2000).optional(),
  time_zone: zone().optional(),
  currency: currency().optional(),
  locale: localeTag().optional(),
  week_starts_on: count(0, 6).optional(),
  brand_color: colour().optional(),
  keeps_booked: truth().optional(),
  tells_booked: truth().optional(),
})
