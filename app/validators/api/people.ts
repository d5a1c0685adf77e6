import vine from '@vinejs/vine'
import { HOST_KINDS } from '#models/availability/host'
import { ownOrNull, truth } from '#validators/api/fields'
import { paging } from '#validators/api/query'
import { id, line, zone } from '#validators/rules'

export const hostListQuery = vine.create({
  service_id: id().optional(),
  ...paging(),
})

/** With the weekly hours of another, or the usual ones; it gives no service yet. */
export const newHostOrder = vine.create({
  name: line(),
  kind: vine.enum(HOST_KINDS).optional(),
  time_zone: zone().optional(),
  hours_of: id().optional(),
})

/** What is left out stays as it is. */
export const hostChangeOrder = vine.create({
  name: line().optional(),
  time_zone: zone().optional(),
  is_active: truth().optional(),
  daily_limit: ownOrNull('dailyLimit'),
  weekly_limit: ownOrNull('weeklyLimit'),
  keeps_booked: truth().optional(),
  tells_booked: truth().optional(),
})
