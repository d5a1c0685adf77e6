import { eventsOfBookings } from '#queries/portal/portal_history'
import { asReader, sql } from '#transactions'

/** Nothing that a business wrote for itself. */
const KEPT = `
  with theirs as (
    select bookings.*, businesses.name as business
    from bookings join businesses on businesses.id = bookings.business_id
    where client_email = cast(:email as citext) and tells_client
  )
  select
    (select coalesce(json_agg(json_build_object(
         'id', id, 'reference', reference, 'business', wording->>'business',
         'service', wording->>'service', 'status', status, 'starts_at', starts_at,
         'ends_at', ends_at, 'time_zone', client_time_zone, 'language', client_locale,
         'name', client_name, 'email', client_email, 'phone', client_phone, 'places', seats,
         'price', price, 'currency', currency, 'you_wrote', notes, 'answers', answers,
         'noted_for_you', client_note, 'booked_at', created_at,
         'agreed_to_texts_at', texts_agreed_at) order by starts_at, id), '[]')
       from theirs) as bookings,
    (select coalesce(json_agg(json_build_object(
         'business', theirs.business, 'reference', theirs.reference, 'what', type,
         'sent_at', sent_at) order by sent_at, mails.id), '[]')
       from notifications as mails join theirs on theirs.id = mails.booking_id
      where user_id is null and inbox_address_id is null and channel in ('mail', 'sms')
        and mails.status = 'sent') as mails,
    (select coalesce(json_agg(json_build_object(
         'business', businesses.name, 'name', clients.name, 'email', clients.email,
         'phone', clients.phone, 'language', clients.locale, 'time_zone', clients.time_zone,
         'known_since', clients.created_at) order by clients.id), '[]')
       from clients join businesses on businesses.id = clients.business_id
      where email_key = :email
        and clients.business_id in (select business_id from theirs)) as known_at,
    (select coalesce(json_agg(json_build_object(
         'business', businesses.name, 'service', services.name, 'status', status,
         'starts_at', starts_at, 'name', client_name, 'phone', client_phone,
         'asked_at', waitlist_entries.created_at) order by waitlist_entries.id), '[]')
       from waitlist_entries join businesses on businesses.id = waitlist_entries.business_id
         join services on services.id = service_id
      where lower(client_email) = :email) as waited_for,
    (select coalesce(json_agg(json_build_object(
         'business', businesses.name, 'message', message, 'name', client_name,
         'phone', client_phone, 'written_at', enquiries.created_at) order by enquiries.id), '[]')
       from enquiries join businesses on businesses.id = enquiries.business_id
      where lower(client_email) = :email) as enquiries,
    (select coalesce(json_agg(json_build_object(
         'business', businesses.name, 'reminder_minutes', reminder_minutes,
         'follow_ups', gets_follow_ups) order by client_preferences.id), '[]')
       from client_preferences join businesses on businesses.id = client_preferences.business_id
      where client_preferences.email = cast(:email as citext)) as chosen,
    (select coalesce(json_agg(json_build_object(
         'browser', user_agent, 'signed_in_at', issued_at, 'last_used_at', last_seen_at,
         'ended_at', ended_at) order by id), '[]')
       from portal_sign_ins where email = :email) as sign_ins`

interface Kept {
  bookings: { id: number }[]
  [kind: string]: object[]
}

/** What is kept under an address, as it is compared: see `addressKey`. */
export async function portalData(email: string) {
  const { kept, events } = await asReader(email, async (trx) => {
    const [all] = await sql<Kept>(trx, KEPT, { email })
    const ids = all.bookings.map(({ id }) => id)
    return { kept: all, events: await eventsOfBookings(ids, trx) }
  })
  const historyOf = (bookingId: number) =>
    events
      .filter((event) => event.bookingId === bookingId)
      .map(({ kind, actor, createdAt }) => ({ what: kind, by: actor, at: createdAt.toISO() }))
  const bookings = kept.bookings.map((booking) => ({ ...booking, history: historyOf(booking.id) }))
  return { email, ...kept, bookings }
}
