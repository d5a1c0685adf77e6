import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { forgetWords } from '#history'
import { keyedHash } from '#models/tokens/keyed_hash'
import { ERASED_NAME } from '#models/privacy/erasure'
import { forgetMessages, tellAnew } from '#outbox'
import { containing } from '#queries/containing'
import type { Traces } from '#queries/privacy/find_traces'
import { forgetAnswers, sql } from '#transactions'

/** Shorter ones stand in too many words that name nobody. */
const FEWEST_LETTERS = 4

/** That there was a booking, when, of what and for how much stays. */
const BOOKINGS = `
  update bookings set
    client_id = null, client_name = :erased, client_email = null, client_phone = null,
    client_time_zone = (select time_zone from businesses where id = bookings.business_id),
    client_locale = (select locale from businesses where id = bookings.business_id),
    notes = null, answers = '[]', rejection_reason = null, private_note = null,
    client_note = null, call_link = null, tells_client = false, request_id = null,
    texts_to = null, texts_agreed_at = null, texts_words = null, is_coming = null,
    link_version = link_version + 1, outside_booking_id = null,
    erased_at = clock_timestamp(), updated_at = clock_timestamp()
  where business_id = :businessId and id = any(cast(:bookingIds as bigint[]))`

const MOVES = `
  update move_requests set reason = null, rejection_reason = null, request_id = null
   where business_id = :businessId and booking_id = any(cast(:bookingIds as bigint[]))`

const ENTRIES = `
  update waitlist_entries set
    client_name = :erased, client_email = null, client_phone = null, request_id = null,
    client_time_zone = (select time_zone from businesses where id = waitlist_entries.business_id),
    client_locale = (select locale from businesses where id = waitlist_entries.business_id),
    link_version = link_version + 1, updated_at = clock_timestamp()
  where business_id = :businessId and id = any(cast(:entryIds as bigint[]))
    and status not in ('waiting', 'offered')`

const ENQUIRIES = `
  delete from enquiries
   where business_id = :businessId and id = any(cast(:enquiryIds as bigint[]))`

const ONE_TIME_LINKS = `
  update one_time_links set recipient_name = null, recipient_email = null,
    updated_at = clock_timestamp()
   where business_id = :businessId and id = any(cast(:oneTimeIds as bigint[]))`

/** What other programs said; they say it again where it is still booked there. */
const OUTSIDE_ROWS = `
  delete from booking_import_rows
   where import_id in (select id from booking_imports where business_id = :businessId)
     and (outside_booking_id = any(cast(:outsideIds as bigint[]))
       or array_to_string(cells, ' ') ilike any(cast(:texts as text[])))`

const OUTSIDE = `
  delete from outside_bookings
   where business_id = :businessId and id = any(cast(:outsideIds as bigint[]))`

const FILE_ROWS = `
  delete from client_import_rows
   where import_id in (select id from client_imports where business_id = :businessId)
     and (joined_id = any(cast(:clientIds as bigint[]))
       or array_to_string(cells, ' ') ilike any(cast(:texts as text[])))`

const PREFERENCES = `
  delete from client_preferences
   where business_id = :businessId and lower(cast(email as text)) = any(cast(:emails as text[]))`

/** Their notes, refusals and contacts to be made elsewhere go with them. */
const CLIENTS = `
  delete from clients
   where business_id = :businessId and id = any(cast(:clientIds as bigint[]))`

const CALLS = `
  delete from calls
   where business_id = :businessId and (booking_id = any(cast(:bookingIds as bigint[]))
     or waitlist_entry_id = any(cast(:entryIds as bigint[])))`

/** What a press of a button was answered with, for whoever presses twice. */
const PRESSES = `
  delete from form_presses
   where concat_ws(' ', location, cast(said as text)) ilike any(cast(:texts as text[]))`

/** Nothing is kept under them anywhere any more. */
const NOWHERE = `
  select email from unnest(cast(:emails as text[])) as email
   where not exists (select from bookings where client_email = cast(email as citext))
     and not exists (select from clients where email_key = email)`

/**
 * Everything that names the person, whatever it is about. No open booking or entry of theirs may be
 * left that somebody still has to be told of: those are ended before.
 */
export async function eraseTraces(trx: Transaction, traces: Traces): Promise<void> {
  const { businessId, clientIds, bookingIds, entryIds, enquiryIds, oneTimeIds, outsideIds } = traces
  const { emails } = traces
  const texts = namedBy(traces)
  const about = { businessId, clientIds, bookingIds, entryIds, enquiryIds, oneTimeIds }
  await forgetMessages(trx, { ...about, texts }, ERASED_NAME)
  await forgetWords(trx, bookingIds)
  if (clientIds.length > 0) await forgetAnswers(trx, businessId)

  await sql(trx, BOOKINGS, { businessId, bookingIds, erased: ERASED_NAME })
  await sql(trx, MOVES, { businessId, bookingIds })
  await sql(trx, ENTRIES, { businessId, entryIds, erased: ERASED_NAME })
  await sql(trx, CALLS, { businessId, bookingIds, entryIds })
  await sql(trx, ENQUIRIES, { businessId, enquiryIds })
  await sql(trx, ONE_TIME_LINKS, { businessId, oneTimeIds })
  await sql(trx, OUTSIDE_ROWS, { businessId, outsideIds, texts })
  await sql(trx, OUTSIDE, { businessId, outsideIds })
  await sql(trx, FILE_ROWS, { businessId, clientIds, texts })
  await sql(trx, PREFERENCES, { businessId, emails })
  await sql(trx, CLIENTS, { businessId, clientIds })
  if (texts.length > 0) await sql(trx, PRESSES, { texts })
  await tellAnew(trx, about)
  await forgetSignIns(trx, emails)
}

/** Signing in is not of one business: it stays while another still has something of that address. */
async function forgetSignIns(trx: Transaction, emails: string[]): Promise<void> {
  if (emails.length === 0) return
  const left = await sql<{ email: string }>(trx, NOWHERE, { emails })
  for (const { email } of left) {
    await trx.from('portal_links').where({ email }).delete()
    await trx.from('portal_sign_ins').where({ email }).delete()
    await trx.from('sign_in_tries').where('key', keyedHash('portal', email)).delete()
  }
}

/** By what text that is about several people names them. */
function namedBy({ emails, phones, names }: Traces): string[] {
  const words = [...emails, ...phones, ...names.filter(({ length }) => length >= FEWEST_LETTERS)]
  return words.map(containing)
}
