import type { Agenda, AgendaEntry } from '#queries/bookings/day_agenda'

/** One booking, or all of a group session that are not only asked for. */
export interface DiaryRow extends AgendaEntry {
  session: { id: number; names: string[] } | null
}

export type DiaryRows = Omit<Agenda, 'entries'> & { entries: DiaryRow[] }

/** Whoever takes part in one session stands in one row. */
export function dayRows(agenda: Agenda): DiaryRows {
  const rows: DiaryRow[] = []
  const sessions = new Map<number, DiaryRow>()
  let before = 0
  for (const [index, entry] of agenda.entries.entries()) {
    const { sessionId, clientName } = entry.booking
    const names = sessionId === null ? undefined : sessions.get(sessionId)?.session?.names
    if (sessionId === null || entry.status === 'pending') rows.push({ ...entry, session: null })
    else if (names) names.push(clientName)
    else {
      const row = { ...entry, session: { id: sessionId, names: [clientName] } }
      sessions.set(sessionId, row)
      rows.push(row)
    }
    if (agenda.nowIndex !== null && index < agenda.nowIndex) before = rows.length
  }
  return { ...agenda, entries: rows, nowIndex: agenda.nowIndex === null ? null : before }
}
