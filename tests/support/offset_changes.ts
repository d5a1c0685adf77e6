import { IANAZone } from 'luxon'
import type { HostCalendar, Instant, Question } from '#scheduling/types'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

/** Every kind of change there is: by an hour, by half of one, at midnight, twice in a winter, in the south. */
export const CHANGING_ZONES = [
  'Europe/London',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Athens',
  'Europe/Chisinau',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Jerusalem',
  'America/Nuuk',
  'America/St_Johns',
  'America/Halifax',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Havana',
  'America/Tijuana',
  'America/Santiago',
  'Pacific/Easter',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
]

/** Open early and late, so that changes by night, at midnight and in the morning fall into an opening. */
const HOURS = [
  { start: '00:00', end: '05:00' },
  { start: '09:00', end: '10:30' },
  { start: '22:15', end: '01:45' },
]

/** A question about the day before each change of a zone from 2026 to 2030, and the day after. */
export function questionsAround(timeZone: string): Question[] {
  return changesOf(timeZone).map((change) => ({
    now: Date.UTC(2026, 0, 1),
    timeZone,
    range: { start: change - DAY, end: change + DAY },
    rules: {
      durationMinutes: 45,
      slotIntervalMinutes: 45,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 15,
      minimumNoticeMinutes: 0,
      horizonDays: null,
      weekStartsOn: 1,
      capacity: 1,
      isActive: true,
    },
    hosts: [hostIn(timeZone, change)],
    mode: 'any',
    serviceStarts: [],
  }))
}

/** Busy for a quarter of an hour just before the change. */
function hostIn(timeZone: string, change: Instant): HostCalendar {
  return {
    hostId: 1,
    timeZone,
    weeklyHours: ([0, 1, 2, 3, 4, 5, 6] as const).flatMap((weekday) =>
      HOURS.map((window) => ({ weekday, ...window }))
    ),
    overrides: [],
    busy: [{ start: change - 20 * MINUTE, end: change - 5 * MINUTE }],
    taken: [],
  }
}

function changesOf(timeZone: string): Instant[] {
  const zone = IANAZone.create(timeZone)
  const changes: Instant[] = []
  for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2031, 0, 1); day += DAY) {
    if (zone.offset(day) === zone.offset(day + DAY)) continue
    let minute = day
    while (zone.offset(minute) === zone.offset(day)) minute += MINUTE
    changes.push(minute)
  }
  return changes
}
