import vine from '@vinejs/vine'
import { MOST_TOGETHER } from '#formats/bookings/dates_together'
import { PLACE_TYPES } from '#formats/bookings/places'
import { SERVICE_COLOURS } from '#formats/pages/colours'
import { OWN_COLOUR } from '#validators/services/colour_form'
import { eventWording } from '#validators/services/event_wording'
import { LENGTHS } from '#validators/services/length_form'
import { furtherPlaceSchema } from '#validators/services/places_form'
import { price } from '#validators/services/price'
import { ruleSchema } from '#validators/rule_form'
import {
  calendarDay,
  colour,
  count,
  duration,
  line,
  notBefore,
  prose,
  switchedOn,
} from '#validators/rules'
import { slug } from '#validators/slug'
import { webAddress } from '#validators/web_address'

/** The same limits as those of the database. */
export const serviceValidator = vine.create({
  ...ruleSchema('service'),
  name: line(),
  slug: slug().optional(),
  description: prose(2000).optional(),
  category: line(100).optional(),
  colour: vine.enum([...SERVICE_COLOURS, OWN_COLOUR]).optional(),
  own_colour: colour().optional().requiredWhen('colour', '=', OWN_COLOUR),
  length: vine.enum(LENGTHS).optional(),
  duration_minutes: duration(),
  is_planned_only: switchedOn(),
  offers: vine.enum(['itself', 'hand'] as const).optional(),
  price: price(),
  host_mode: vine.enum(['any', 'collective'] as const).optional(),
  location_type: vine.enum(PLACE_TYPES),
  location_details: line(500).optional(),
  ...furtherPlaceSchema(),
  instructions: prose(2000).optional(),
  policy: prose(2000).optional(),
  confirmation_message: prose(2000).optional(),
  confirmation_url: webAddress().optional(),
  calendar_title: line(200).use(eventWording()).optional(),
  calendar_details: prose(2000).use(eventWording()).optional(),
  bookable_until: calendarDay()
    .use(notBefore({ field: 'bookable_from' }))
    .optional(),
  requires_approval: vine.enum(['inherit', 'yes', 'no'] as const),
  accepts_competing_requests: vine.enum(['inherit', 'yes', 'no'] as const).optional(),
  reminders: vine.enum(['inherit', 'own'] as const).optional(),
  follow_up: prose(2000).optional(),
  follow_up_delay_hours: count(0, 8760).optional(),
  compacts_day: switchedOn(),
  most_dates: count(1, MOST_TOGETHER).optional(),
  is_hidden: switchedOn(),
})
