import type Booking from '#models/bookings/booking'

type BookingQuery = ReturnType<typeof Booking.query>

/** Fewer digits would find nearly every number. */
const FEWEST_DIGITS = 3
/** What a number consists of, however it is written. */
const PHONE = /^[\d\s()+./-]+$/
const DASHES = /[-‐‑‒–—]/g

/** What was typed, as digits: without the zero that is dialled in the country only, in brackets or in front. */
const DIGITS = `regexp_replace(replace(coalesce(client_phone, ''), '(0)', ''), '\\D', '', 'g')`
const SIGNIFICANT = `ltrim(${DIGITS}, '0')`

/**
 * Leaves the bookings that each word leads to: of the client's name, in any order, a part of the address
 * or of the reference, with or without its dash. Or all of it is one phone number.
 */
export function search(bookings: BookingQuery, typed: string) {
  const words = typed.split(/\s+/).filter(Boolean)
  bookings.where((any) => {
    any.where((all) => {
      for (const word of words) all.where((one) => findWord(one, word))
    })
    findPhone(any, typed)
  })
}

function findWord(bookings: BookingQuery, word: string) {
  const part = containing(word)
  bookings.whereILike('client_name', part).orWhereILike('client_email', part)
  const code = word.replace(DASHES, '')
  if (code) bookings.orWhereRaw(`replace(reference, '-', '') ilike ?`, [containing(code)])
  findPhone(bookings, word)
}

/** Any spelling finds any other: what one has in front of it is the country, or the zero in its place. */
function findPhone(bookings: BookingQuery, typed: string) {
  if (!PHONE.test(typed)) return
  const digits = typed.replaceAll('(0)', '').replaceAll(/\D/g, '').replace(/^0+/, '')
  if (digits.length < FEWEST_DIGITS) return
  bookings
    .orWhereRaw(`${DIGITS} like ?`, [`%${digits}%`])
    .orWhereRaw(`(length(${SIGNIFICANT}) > 5 and ? like concat('%', ${SIGNIFICANT}))`, [digits])
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`
}
