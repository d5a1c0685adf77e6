import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'
import type CalendarFeed from '#models/feeds/calendar_feed'
import { type Form, emptyForm } from '#validators/form'

interface Shown {
  /** Of whom a member may read. */
  hosts: Host[]
  hostId: number | null
  feeds: CalendarFeed[]
}

export function feedPage(membership: Membership, { hosts, hostId, feeds }: Shown, form?: Form) {
  const feed = feeds.find((each) => each.hostId === hostId) ?? null
  const made = new Set(feeds.map((each) => each.hostId))
  return {
    feed,
    host: hosts.find(({ id }) => id === hostId) ?? null,
    hostId,
    isForAll: hostId === null,
    hasNone: !membership.isInCharge && hosts.length === 0,
    choices: [
      ...(membership.isInCharge ? [{ id: null, name: null, isMade: made.has(null) }] : []),
      ...hosts.map(({ id, name }) => ({ id, name, isMade: made.has(id) })),
    ],
    form: form ?? emptyForm({ shows: feed?.shows ?? 'names', version: feed?.version ?? '' }),
  }
}
