import { awayTimes, namesOf } from '#pages/owner/diary/absences'
import type { DiaryReader } from '#pages/owner/diary/entry_view'
import { blockedSeen, type Seen, takenSeen, united, withinHours } from '#pages/owner/diary/events'
import type { HostDay } from '#pages/owner/diary/presence'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary, HostTime } from '#queries/diary/load_diary'
import type { Span } from '#scheduling/types'

interface Drawn {
  diary: Diary
  canBookFor: (host: DiaryHost) => boolean
  reader: DiaryReader
}

/** For a page that shows everybody at once: what takes somebody's time and is no booking. */
export function someAway(hosts: readonly HostDay[], { diary, canBookFor, reader }: Drawn): Seen[] {
  const { t } = reader
  const everyone = hosts.map(({ host }) => host)
  const wordsOf = (theirs: readonly DiaryHost[]) => namesOf(theirs, everyone, reader)
  const away = awayTimes(hosts, diary.blocks).map(({ block, hosts: theirs }) => {
    const title = t('owner.diary.calendar.some_away', wordsOf(theirs))
    return blockedSeen(block, { title, canBook: theirs.every(canBookFor) }, reader)
  })
  const taken = (['busy', 'held'] as const).flatMap((what) =>
    takenTimes(hosts, diary[what]).map(({ span, hosts: theirs }) => {
      const title = t(`owner.diary.calendar.${what}`)
      return takenSeen(span, { title, what: wordsOf(theirs).names }, reader)
    })
  )
  return [...away, ...taken]
}

/** Of whoever is in, within their hours; the same time of several once. */
function takenTimes(
  day: readonly HostDay[],
  times: readonly HostTime[]
): { span: Span; hosts: DiaryHost[] }[] {
  const timesOf = Map.groupBy(times, ({ hostId }) => hostId)
  const parts = day.flatMap(({ host, openings, presence }) => {
    const theirs = presence.kind === 'in' ? united(timesOf.get(host.id) ?? []) : []
    return theirs.flatMap((time) => withinHours(time, openings.own).map((span) => ({ span, host })))
  })
  const bySpan = Map.groupBy(parts, ({ span: { start, end } }) => `${start} ${end}`)
  return [...bySpan.values()].map((same) => ({
    span: same[0].span,
    hosts: same.map(({ host }) => host),
  }))
}
