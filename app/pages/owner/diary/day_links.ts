import type { DateTime } from 'luxon'
import type { Query } from '#formats/pages/addresses'
import { isoDate } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import type { DiaryHost } from '#queries/diary/diary_hosts'

interface Shown {
  day: DateTime
  hosts: readonly Pick<DiaryHost, 'id' | 'name'>[]
  /** Whose day it is; null shows everyone's. */
  hostId: number | null
  /** The next day on which somebody is in, where nobody is on this one. */
  nextOpen: string | null
}

/** Where a day's list leads to, as it is read: each keeps whose day it is. */
export function dayLinks({ day, hosts, hostId: host, nextOpen }: Shown) {
  const timeZone = day.zoneName ?? 'UTC'
  const date = isoDate(day, timeZone)
  const show = (query: Query) => addressOf('owner.days.show', {}, { query })
  const dayAfter = (days: number) => show({ date: isoDate(day.plus({ days }), timeZone), host })
  const start = (route: string) => addressOf(route, {}, { query: { date, host } })
  return {
    isEveryone: host === null,
    hosts: hosts.map(({ id, name }) => ({
      ...{ name, isChosen: id === host, href: show({ date, host: id }) },
    })),
    links: {
      before: dayAfter(-1),
      now: show({ host }),
      after: dayAfter(1),
      everyone: show({ date }),
      nextOpen: show({ date: nextOpen, host }),
      block: start('owner.blocks.create'),
      book: start('owner.new_bookings.create'),
      explain: start('owner.explanations.show'),
      write: addressOf('owner.written_messages.create', {}, { query: { date } }),
    },
  }
}
