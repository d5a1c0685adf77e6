import vine from '@vinejs/vine'
import { sentAddress } from '#formats/contacts/mail_address'
import { ROLES } from '#models/accounts/membership'
import { HOST_KINDS } from '#models/availability/host'
import { ownOrNull, truth } from '#validators/api/fields'
import { paging } from '#validators/api/query'
import { email, id, line, zone } from '#validators/rules'

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

export const roleOrder = vine.create({ role: vine.enum(ROLES) })

/** What becomes of their time, and whether whoever is booked with them stays so. */
export const memberRemovalQuery = vine.create({
  hours: vine.enum(['end', 'stay'] as const).optional(),
  keeps_booked: vine.enum(['true', 'false'] as const).optional(),
})

export const newInvitationOrder = vine.create({
  name: line(),
  email: email().transform(sentAddress),
  role: vine.enum(ROLES),
  host_id: id().nullable().optional(),
})
