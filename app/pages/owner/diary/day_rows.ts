import { DateTime } from 'luxon'
import { type DiaryReader, type EntryView, entryView } from '#pages/owner/diary/entry_view'
import type { BlockedTime } from '#queries/availability/blocks_on'
import type { Agenda, AgendaEntry } from '#queries/bookings/day_agenda'
import type { DiaryEntry } from '#queries/diary/load_diary'

interface SessionOfDay {
  id: number
  /** Of its clients. */
  names: string[]
  hostIds: readonly number[]
  view: EntryView
}

/** One booking, or a group session with all that are not only asked for. */
export type DiaryRow =
  | (AgendaEntry & { session: null; isBlocked: boolean })
  | { session: SessionOfDay; booking: null; status: 'approved'; isPast: boolean }

export type DiaryRows = Omit<Agenda, 'entries'> & { entries: DiaryRow[] }

/** Whoever takes part in one session stands in one row, which is there while it is empty as well. */
export function dayRows(
  agenda: Agenda,
  { sessions, blocks }: { sessions: readonly DiaryEntry[]; blocks: readonly BlockedTime[] },
  reader: DiaryReader
): DiaryRows {
  const rows: { start: number; row: DiaryRow }[] = []
  const names = new Map<number, string[]>(sessions.map(({ id }) => [id, []]))
  for (const entry of agenda.entries) {
    const { sessionId, clientName, startsAt } = entry.booking
    const ofSession = sessionId === null ? undefined : names.get(sessionId)
    if (ofSession && entry.status !== 'pending') ofSession.push(clientName)
    else {
      const row = { ...entry, session: null, isBlocked: isBlocked(entry, blocks) }
      rows.push({ start: startsAt.toMillis(), row })
    }
  }
  for (const each of sessions) {
    const { id, hostIds, start, end } = each
    const view = entryView(each, reader, false)
    const session = { id, hostIds, view, names: names.get(id) ?? [] }
    const isPast = end <= reader.now
    rows.push({ start, row: { session, booking: null, status: 'approved', isPast } })
  }
  const ends = sessions.map(({ end }) => DateTime.fromMillis(end, { zone: agenda.day.zone }))
  const began = rows.filter(({ start }) => start <= reader.now).length
  return {
    ...agenda,
    entries: rows.toSorted((one, other) => one.start - other.start).map(({ row }) => row),
    endsAt: DateTime.max(...ends, ...(agenda.endsAt ? [agenda.endsAt] : [])) ?? null,
    nowIndex: agenda.nowIndex === null ? null : began,
  }
}

/** It was left with whoever is away then, and is still to come. */
function isBlocked(
  { booking: { hostIds, startsAt, endsAt }, isPast }: AgendaEntry,
  blocks: readonly BlockedTime[]
): boolean {
  if (isPast) return false
  const [from, until] = [startsAt.toMillis(), endsAt.toMillis()]
  return blocks.some(
    ({ hostId, start, end }) => hostIds.includes(hostId) && start < until && end > from
  )
}
