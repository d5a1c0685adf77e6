import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { HostDetails } from '#actions/people/update_host'
import { HOST_KINDS } from '#models/availability/host'
import { chosenRules, ruleSchema } from '#validators/rule_form'
import { id, line, zone } from '#validators/rules'
import { webAddress } from '#validators/web_address'

const kind = () => vine.enum(HOST_KINDS).optional()

export const newHostValidator = vine.create({
  kind: kind(),
  name: line(),
  time_zone: zone(),
  hours_of: id().optional(),
})

export const hostValidator = vine.create({
  ...ruleSchema('host'),
  kind: kind(),
  name: line(),
  meeting_link: webAddress().nullable().optional(),
  time_zone: zone(),
})

export const hostUserValidator = vine.create({ user: id().optional() })

/** What the form did not have stays as it is. */
export function hostDetails(data: Infer<typeof hostValidator>): HostDetails {
  const { kind: chosen, meeting_link: meetingLink } = data
  return {
    ...chosenRules('host', data),
    ...(chosen && { kind: chosen }),
    ...(meetingLink !== undefined && { meetingLink }),
    name: data.name,
    timeZone: data.time_zone,
  }
}
