import { STAFF_CHANNELS, type StaffChannel, staffChannels } from './channels.js'
import { STAFF_EVENTS, type StaffEvent } from './message.js'
import { allMessages } from './messages.js'
import { isInCharge, type Role } from '#models/accounts/membership'

export interface ToldEvent {
  event: StaffEvent
  channels: StaffChannel[]
}

/** What a member of that role is told of, and how: of bookings everybody whose own they are. */
export function toldEvents(role: Role): ToldEvent[] {
  return STAFF_EVENTS.flatMap((event) => {
    const messages = allMessages().filter((each) => each.event === event)
    if (!isInCharge(role) && messages.every(({ staff }) => staff === 'in_charge')) return []
    const used = new Set(messages.flatMap(staffChannels))
    const channels = STAFF_CHANNELS.filter((channel) => used.has(channel))
    return [{ event, channels }]
  })
}
