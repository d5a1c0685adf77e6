import { toldEvents } from '#messages'
import type Membership from '#models/accounts/membership'
import { versionOf } from '#models/version'
import { type Mute, mutedEvents, muteName } from '#queries/notifications/muted_events'

interface Told {
  values: Record<string, string>
  version: string
}

/** What somebody is told of now, as the form has it. */
export async function typedTold(membership: Membership): Promise<Told> {
  const muted = await mutedEvents(membership)
  const names = muted.map(muteName).toSorted()
  const told = mutesOffered(membership).filter((each) => !names.includes(muteName(each)))
  return {
    values: {
      ...Object.fromEntries(told.map((each) => [muteName(each), 'on'])),
      ...(membership.getsDigest && { digest: 'on' }),
    },
    version: versionOf(names, membership.getsDigest),
  }
}

/** What the form asks about, one by one. */
export function mutesOffered({ role }: Membership): Mute[] {
  return toldEvents(role).flatMap(({ event, channels }) =>
    channels.map((channel) => ({ event, channel }))
  )
}
