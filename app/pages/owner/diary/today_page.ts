import { addressOf } from '#pages/address_of'
import { formatTime, isoDate, isoTime, minutesOfDay } from '#formats/times/times'
import { listFormat } from '#formats/words/intl'
import { absencesOn } from '#pages/owner/diary/absences'
import {
  bookingFor,
  type CalendarQuery,
  datedDays,
  diaryOf,
} from '#pages/owner/diary/calendar_page'
import { countsOf, type DiaryReader } from '#pages/owner/diary/entry_view'
import { gapsIn } from '#pages/owner/diary/gaps'
import { nextOpenDate } from '#pages/owner/diary/next_open'
import { absenceWords, type HostDay, hostDays } from '#pages/owner/diary/presence'
import type { DatedDay } from '#pages/owner/diary/week_view'
import type { PageReader } from '#pages/reader'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary, DiaryEntry } from '#queries/diary/load_diary'
import { dateOf, dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import type { Span } from '#scheduling/types'

interface NextFree {
  name: string
  /** Why nothing is free any more. */
  note: string
  time: string | null
  href: string | null
}

/** What a day's list says beside its bookings: its sessions, who is free when, and the day after. */
export async function todayPage(query: CalendarQuery, page: PageReader) {
  const { business, hostId, now, membership } = query
  const { timeZone } = business
  const date = query.date ?? dateAt(timeZone, now)
  const reader: DiaryReader = { ...page, timeZone, now }
  const [day, next] = datedDays(timeZone, dayOf(date), 2)
  const diary = await diaryOf(query, { start: day.start, end: next.end })
  const [today] = hostDays(diary, [day])
  const seen = today.filter(({ host }) => (hostId === null ? host.isActive : host.id === hostId))
  const isTheirs = ({ hostIds }: DiaryEntry) => hostId === null || hostIds.includes(hostId)
  const entries = diary.entries.filter(isTheirs)
  const begin = ({ start, end }: Span) =>
    entries.filter((entry) => start <= entry.start && entry.start < end)
  const canBook = bookingFor(membership)
  const rest = await restOf(query, seen, date, reader)
  return {
    reader,
    hosts: diary.hosts,
    hostNames: new Map(diary.hosts.map(({ id, name }) => [id, name])),
    sessions: entries.filter(
      ({ kind, start, end }) => kind === 'session' && start < day.end && end > day.start
    ),
    counts: countsOf(begin(day)),
    blocks: diary.blocks,
    awayIds: today.filter(({ presence }) => presence.kind === 'away').map(({ host }) => host.id),
    rest,
    free:
      rest || day.end <= now
        ? []
        : seen
            .filter(({ host }) => canBook(host) && isBookable(host))
            .map((each) => nextFree(each, diary, reader)),
    tomorrow: tomorrowOf(next, begin(next), diary, reader),
  }
}

/** A room that nobody books by itself is free where those are with whom it goes. */
function isBookable({ kind, shortest }: DiaryHost): boolean {
  return kind === 'person' || shortest.length > 0
}

/** What a day says on which nobody is in, and the next on which somebody is. */
async function restOf(
  query: CalendarQuery,
  seen: readonly HostDay[],
  date: string,
  reader: DiaryReader
) {
  const isOff = ({ presence: { kind } }: HostDay) => kind !== 'in' && kind !== 'by_plan'
  if (seen.length === 0 || !seen.every(isOff)) return null
  return {
    words: absencesOn(seen, reader).join('. '),
    next: await nextOpenDate(query, dateOf(dayOf(date) + 1)),
  }
}

function nextFree(
  { host, openings, presence }: HostDay,
  diary: Diary,
  reader: DiaryReader
): NextFree {
  const { name, shortest } = host
  const { t, timeZone, locale, now } = reader
  if (presence.kind !== 'in') {
    return { name, note: absenceWords(presence, reader), time: null, href: null }
  }
  const isTheirs = (time: { hostId: number }) => time.hostId === host.id
  const [gap] = gapsIn({
    open: openings.all,
    taken: diary.taken.filter(isTheirs),
    away: [
      ...diary.blocks.filter(isTheirs),
      ...diary.entries.filter(({ hostIds }) => hostIds.includes(host.id)),
    ],
    shown: presence.hours,
    ...{ now, shortest },
  })
  if (!gap) return { name, note: t('owner.diary.none_free'), time: null, href: null }
  const time = isoTime(minutesOfDay(gap.start, timeZone))
  const query = { date: isoDate(gap.start, timeZone), time, host: host.id }
  return {
    ...{ name, note: '', time: formatTime(gap.start, timeZone, locale) },
    href: addressOf('owner.new_bookings.create', {}, { query }),
  }
}

function tomorrowOf(
  { date }: DatedDay,
  events: readonly DiaryEntry[],
  { hosts }: Diary,
  { timeZone, locale }: DiaryReader
) {
  const [first] = events.filter(({ kind }) => kind === 'booking' || kind === 'session')
  const names = hosts.filter(({ id }) => first?.hostIds.includes(id)).map(({ name }) => name)
  return {
    date,
    ...countsOf(events),
    first: first && {
      time: formatTime(first.start, timeZone, locale),
      host: listFormat(locale).format(names),
    },
  }
}
