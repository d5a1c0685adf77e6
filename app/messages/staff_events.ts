import { STAFF_EVENTS, type StaffEvent } from './message.js'
import { allMessages } from './messages.js'
import { isInCharge, type Role } from '#models/accounts/membership'

export interface ToldEvent {
  event: StaffEvent
  channels: StaffChannel[]
}

export const STAFF_CHANNELS = ['mail', 'in_app'] as const
export type StaffChannel = (typeof STAFF_CHANNELS)[number]

/** What a member of that role is told of, and how: of bookings everybody whose own they are. */
export function toldEvents(role: Role): ToldEvent[] {
  return STAFF_EVENTS.flatMap((event) => {
    const messages = allMessages().filter((each) => each.event === event)
    if (!isInCharge(role) && messages.every(({ staff }) => staff === 'in_charge')) return []
    const says = {
      mail: messages.some(({ mail }) => mail?.staff !== undefined),
      in_app: messages.some(({ inApp }) => inApp !== undefined),
    }
    const channels = STAFF_CHANNELS.filter((channel) => says[channel])
    return [{ event, channels }]
  })
}
