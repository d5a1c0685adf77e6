import { DateTime } from 'luxon'
import type { AuditRow } from '#models/audit_entry'
import type { Reading } from '#pages/owner/history/changes_in_words'
import { entryInWords } from '#pages/owner/history/history_page'

/** Times in ISO 8601 with the offset of the business's zone. */
export function historyColumns(
  reading: Reading
): Record<string, (entry: AuditRow) => string | number | null> {
  const { i18n, zone } = reading
  const words = (entry: AuditRow) => entryInWords(entry, reading)
  const title = (name: string) => i18n.t(`owner.history.column.${name}`)
  return {
    [title('when')]: ({ created_at: at }) => DateTime.fromJSDate(at, { zone }).toISO(),
    [title('who')]: (entry) => words(entry).who,
    [title('what')]: (entry) => words(entry).what,
    [title('about')]: ({ subject_type: type }) => i18n.t(`owner.history.about.${type}`),
    [title('name')]: ({ subject_name: name }) => name,
    [title('starts')]: ({ subject_starts_at: at }) =>
      at && DateTime.fromJSDate(at, { zone }).toISO(),
    [title('number')]: ({ subject_id: id }) => id,
    [title('changes')]: (entry) =>
      words(entry)
        .changes.map(({ label, from, to }) => `${label}: ${from === null ? to : `${from} → ${to}`}`)
        .join('; '),
  }
}
