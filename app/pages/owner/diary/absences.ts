import { listFormat } from '#formats/words/intl'
import type { DiaryReader } from '#pages/owner/diary/entry_view'
import { withinHours } from '#pages/owner/diary/events'
import { absenceWords, type HostDay } from '#pages/owner/diary/presence'
import { shortNames } from '#pages/owner/diary/short_names'
import type { BlockedTime } from '#queries/availability/blocks_on'
import type { DiaryHost } from '#queries/diary/diary_hosts'

/** For a page that shows everybody at once: who is away all day, those for one reason together. */
export function absencesOn(day: readonly HostDay[], reader: DiaryReader): string[] {
  const { t } = reader
  const absent = day.flatMap(({ host, presence }) =>
    presence.kind === 'in' ? [] : [{ host, ...presence }]
  )
  const [first] = absent
  if (day.length === 1 && first) return [absenceWords(first, reader)]
  const closed = absent.filter(({ kind }) => kind === 'closed')
  if (closed.length > 0) return [absenceWords({ kind: 'closed', reason: reasonOf(closed) }, reader)]

  const away = absent.filter(({ kind }) => kind === 'away')
  const everyone = day.map(({ host }) => host)
  return [...Map.groupBy(away, ({ reason }) => reason)].map(([reason, some]) => {
    const names = namesOf(
      some.map(({ host }) => host),
      everyone,
      reader
    )
    return t('owner.diary.presence.named_away', { ...names, reason: reason ?? 'none' })
  })
}

function reasonOf(absent: readonly { reason: string | null }[]): string | null {
  return [...new Set(absent.flatMap(({ reason }) => reason ?? []))].join(', ') || null
}

export interface AwayTime {
  block: BlockedTime
  hosts: DiaryHost[]
}

/** Parts of the day for which some are away, each block once. */
export function awayTimes(day: readonly HostDay[], blocks: readonly BlockedTime[]): AwayTime[] {
  const blocksOf = Map.groupBy(blocks, ({ hostId }) => hostId)
  const parts = day.flatMap(({ host, openings, presence }) => {
    const theirs = presence.kind === 'in' ? (blocksOf.get(host.id) ?? []) : []
    return theirs.flatMap((block) =>
      withinHours(block, openings.own).map((part) => ({ block: part, host }))
    )
  })
  const byBlock = Map.groupBy(parts, ({ block: { blockId, start, end } }) =>
    [blockId, start, end].join(' ')
  )
  return [...byBlock.values()].map((same) => ({
    block: same[0].block,
    hosts: same.map(({ host }) => host),
  }))
}

/** Everyone where that is so, else their names, and how many they are. */
export function namesOf(
  hosts: readonly DiaryHost[],
  everyone: readonly DiaryHost[],
  { t, locale }: DiaryReader
): { names: string; count: number } {
  if (hosts.length > 1 && hosts.length === everyone.length) {
    return { names: t('owner.diary.calendar.everyone'), count: 1 }
  }
  const short = shortNames(everyone)
  const names = hosts.map(({ id, name }) => short.get(id) ?? name)
  return { names: listFormat(locale).format(names), count: names.length }
}
