import { digitsSearched } from '#formats/contacts/phone_numbers'
import { foldedText } from '#formats/words/text'
import type Booking from '#models/bookings/booking'
import { containing } from '#queries/containing'

type BookingQuery = ReturnType<typeof Booking.query>

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

/** Also across the dash between its halves; one comparison takes half the time of a list of patterns. */
const CODED = `replace(reference, '-', '') like ?`

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
  const code = word.replace(DASHES, '').toUpperCase()
  if (MAY_BE_REFERENCE.test(code)) bookings.orWhereRaw(CODED, [containing(code)])
  findPhone(bookings, word)
}

/** What comes before the shorter spelling is a country code, or a zero in its place. */
function findPhone(bookings: BookingQuery, typed: string) {
  const digits = digitsSearched(typed)
  if (digits === null) return
  bookings
    .orWhereRaw(`${DIGITS} like ?`, [`%${digits}%`])
    .orWhereRaw(`(length(${SIGNIFICANT}) > 5 and ? like concat('%', ${SIGNIFICANT}))`, [digits])
}
