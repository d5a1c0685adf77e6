import { digitsSearched } from '#formats/contacts/phone_numbers'
import { foldedText } from '#formats/words/text'
import type Booking from '#models/bookings/booking'
import { containing } from '#queries/containing'

type BookingQuery = ReturnType<typeof Booking.query>

const HALF = 4
const MAY_BE_REFERENCE = /^[2-9A-HJ-NP-Z]{1,8}$/

const DASHES = /[-‐‑‒–—]/g

/** Without the zero that is dialled inside a country only, in brackets or in front. */
const DIGITS = `regexp_replace(replace(coalesce(client_phone, ''), '(0)', ''), '\\D', '', 'g')`
const SIGNIFICANT = `ltrim(${DIGITS}, '0')`

/** In one, since each look at a row costs as much as the search. */
const TEXT = `lower(client_name || ' ' || coalesce(cast(client_email as text), ''))`

/** Whatever the accents of their name, and of what is typed. */
const NAMED = `client_id in (
  select id from clients where clients.business_id = ? and search_key like ?)`

/** Each word may match the name, address or reference; or all of it is one phone number. */
export function search(bookings: BookingQuery, businessId: number, typed: string) {
  const words = typed.split(/\s+/).filter(Boolean)
  bookings.where((any) => {
    any.where((all) => {
      for (const word of words) all.where((one) => findWord(one, businessId, word))
    })
    findPhone(any, typed)
  })
}

function findWord(bookings: BookingQuery, businessId: number, word: string) {
  bookings
    .whereRaw(`${TEXT} like lower(?)`, [containing(word)])
    .orWhereRaw(NAMED, [businessId, containing(foldedText(word))])
  const codes = codesWith(word.replace(DASHES, '').toUpperCase())
  if (codes.length > 0) bookings.orWhereRaw('reference like any (?)', [codes])
  findPhone(bookings, word)
}

/** Patterns of the references that have it in one half, or across the dash between the two. */
function codesWith(code: string): string[] {
  if (!MAY_BE_REFERENCE.test(code)) return []
  const across = Array.from({ length: HALF }, (_, nth) => nth + 1)
    .filter((before) => before < code.length && code.length - before <= HALF)
    .map((before) => `${'_'.repeat(HALF - before)}${code.slice(0, before)}-${code.slice(before)}%`)
  return code.length <= HALF ? [containing(code), ...across] : across
}

/** What comes before the shorter spelling is a country code, or a zero in its place. */
function findPhone(bookings: BookingQuery, typed: string) {
  const digits = digitsSearched(typed)
  if (digits === null) return
  bookings
    .orWhereRaw(`${DIGITS} like ?`, [`%${digits}%`])
    .orWhereRaw(`(length(${SIGNIFICANT}) > 5 and ? like concat('%', ${SIGNIFICANT}))`, [digits])
}
