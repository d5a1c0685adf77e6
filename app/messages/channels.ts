import type { Message, StaffAudience } from './message.js'
import features from '#config/features'

export const STAFF_CHANNELS = ['mail', 'in_app', 'push'] as const
export type StaffChannel = (typeof STAFF_CHANNELS)[number]

/** By which channels a message reaches the client. */
export function clientChannels({ mail }: Message): 'mail'[] {
  return mail?.client ? ['mail'] : []
}

/** By which channels a message reaches those of the business whom it is for. */
export function staffChannels({ staff, mail, inApp, push }: Message): StaffChannel[] {
  if (staff === undefined) return []
  const says = {
    mail: mail?.staff !== undefined,
    in_app: inApp !== undefined,
    push: features.push && push !== undefined,
  }
  return STAFF_CHANNELS.filter((channel) => says[channel])
}

const WITH_INBOXES = new Set<StaffAudience | undefined>(['in_charge', 'host', 'every_host'])

/** The business's own addresses get what owners and admins are mailed. */
export function isForInboxes({ staff, mail }: Message): boolean {
  return WITH_INBOXES.has(staff) && mail?.staff !== undefined
}
