import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { isSendable } from '#formats/contacts/mail_address'
import { cleanText, seenText } from '#formats/words/text'
import type BookingImport from '#models/imports/booking_import'
import type { BookingField, RowOutcome } from '#models/imports/booking_import'

export interface ImportedBooking {
  /** The same for the same row of a file, however often it is read. */
  uid: string
  startsAt: DateTime
  /** Null is as long as the service is. */
  endsAt: DateTime | null
  service: string
  staffEmail: string | null
  name: string
  email: string | null
  phone: string | null
  notes: string | null
}

type Read = Pick<BookingImport, 'titles' | 'columns' | 'isDayFirst'> & { timeZone: string }

const MOST = { name: 200, email: 254, phone: 20, notes: 2000, uid: 200, service: 200 }
const LONGEST_MINUTES = 24 * 60
const OFF = /cancel|declin|reject|no.?show|deleted|storn|annul/i
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const DATES = {
  dayFirst: ['yyyy-M-d', 'd/M/yyyy', 'd.M.yyyy', 'd-M-yyyy', 'd MMM yyyy', 'd MMMM yyyy'],
  monthFirst: ['yyyy-M-d', 'M/d/yyyy', 'M-d-yyyy', 'MMM d yyyy', 'MMMM d yyyy', 'd MMM yyyy'],
}
const TIMES = ['H:mm', 'H:mm:ss', 'h:mm a', 'h:mma', 'h a', 'h:mm:ss a']

/** Which booking a row says, or why it cannot be read. Times are by the business's clock. */
export function importedBooking(
  cells: readonly string[],
  read: Read
): ImportedBooking | RowOutcome {
  if (cells.length > read.titles.length) return 'columns'
  const typed = (field: BookingField) =>
    (read.columns ?? [])
      .map((column, at) => (column === field ? seenText(cleanText(cells[at] ?? '')) : ''))
      .filter(Boolean)
      .join(' ')
  if (OFF.test(typed('status'))) return 'cancelled'
  const moment = typed('start') || `${typed('date')} ${typed('time')}`
  const startsAt = momentOf(moment, read)
  if (!startsAt) return 'start'
  const endsAt = endOf(startsAt, { end: typed('end'), length: typed('length') }, read)
  if (endsAt === 'length') return endsAt

  const name = typed('name') || [typed('first_name'), typed('last_name')].filter(Boolean).join(' ')
  if (name === '' || name.length > MOST.name) return 'name'
  const email = typed('email') || null
  if (email && (email.length > MOST.email || !ADDRESS.test(email) || !isSendable(email))) {
    return 'email'
  }
  const service = typed('service').slice(0, MOST.service)
  const phone = typed('phone').slice(0, MOST.phone) || null
  const who = [email?.toLowerCase(), phone, name.toLowerCase()].find(Boolean)
  return {
    uid: typed('uid').slice(0, MOST.uid) || hashOf(startsAt.toMillis(), service.toLowerCase(), who),
    ...{ startsAt, endsAt, service, name, email, phone },
    staffEmail: typed('staff_email').slice(0, MOST.email) || null,
    notes: typed('notes').slice(0, MOST.notes) || null,
  }
}

function endOf(
  startsAt: DateTime,
  { end, length }: { end: string; length: string },
  read: Read
): DateTime | null | 'length' {
  if (length !== '') {
    const minutes = Number(/^\d{1,4}(?=\D|$)/.exec(length)?.[0])
    return isLength(minutes) ? startsAt.plus({ minutes }) : 'length'
  }
  if (end === '') return null
  const day = startsAt.setZone(read.timeZone).toFormat('yyyy-MM-dd')
  const endsAt = momentOf(end, read) ?? momentOf(`${day} ${end}`, read)
  return endsAt && isLength(endsAt.diff(startsAt, 'minutes').minutes) ? endsAt : 'length'
}

function isLength(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 5 && minutes <= LONGEST_MINUTES
}

function momentOf(text: string, { isDayFirst, timeZone: zone }: Read): DateTime | null {
  const plain = text.trim().replaceAll(/,\s*|\s+/g, ' ')
  if (/T\d{2}:?\d{2}/.test(plain)) {
    const iso = DateTime.fromISO(plain, { zone })
    return inReach(iso)
  }
  for (const date of isDayFirst ? DATES.dayFirst : DATES.monthFirst) {
    for (const time of TIMES) {
      const found = DateTime.fromFormat(plain, `${date} ${time}`, { zone, locale: 'en' })
      if (found.isValid) return inReach(found)
    }
  }
  return null
}

function inReach(moment: DateTime): DateTime | null {
  return moment.isValid && moment.year >= 1970 && moment.year < 2200 ? moment.toUTC() : null
}

function hashOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)
}
