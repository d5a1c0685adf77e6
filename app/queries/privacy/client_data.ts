import db from '@adonisjs/lucid/services/db'
import { findTraces } from '#queries/privacy/find_traces'
import type Business from '#models/settings/business'
import { sql } from '#transactions'

/** Also what the business wrote for itself: whoever asks what is held of them has a right to it. */
const HELD = `
  select
    (select coalesce(json_agg(json_build_object(
         'name', name, 'email', email, 'phone', phone, 'language', locale,
         'time_zone', time_zone, 'tags', tags, 'keep_in_mind', notes, 'client_since', client_since,
         'blocked_at', blocked_at, 'blocked_because', block_reason, 'known_since', created_at)
         order by clients.id), '[]')
       from clients where id = any(cast(:clientIds as bigint[]))) as records,
    (select coalesce(json_agg(json_build_object(
         'id', id, 'reference', reference, 'service', wording->>'service', 'status', status,
         'starts_at', starts_at, 'ends_at', ends_at, 'time_zone', client_time_zone,
         'language', client_locale, 'name', client_name, 'email', client_email,
         'phone', client_phone, 'places', seats, 'price', price, 'currency', currency,
         'they_wrote', notes, 'answers', answers, 'noted_for_them', client_note,
         'noted_for_us', private_note, 'declined_because', rejection_reason,
         'agreed_at', consented_at, 'agreed_to', (
           select json_build_object('version', version, 'text', body)
             from consent_texts where consent_texts.id = consent_text_id),
         'booked_at', created_at) order by starts_at, id), '[]')
       from bookings where id = any(cast(:bookingIds as bigint[]))) as bookings,
    (select coalesce(json_agg(json_build_object(
         'booking_id', booking_id, 'status', status, 'wanted_start', starts_at,
         'reason', reason, 'answer', rejection_reason, 'asked_at', created_at) order by id), '[]')
       from move_requests
      where booking_id = any(cast(:bookingIds as bigint[]))) as moves,
    (select coalesce(json_agg(json_build_object(
         'service', services.name, 'status', waitlist_entries.status, 'starts_at', starts_at,
         'name', client_name, 'email', client_email, 'phone', client_phone,
         'asked_at', waitlist_entries.created_at) order by waitlist_entries.id), '[]')
       from waitlist_entries join services on services.id = service_id
      where waitlist_entries.id = any(cast(:entryIds as bigint[]))) as waited_for,
    (select coalesce(json_agg(json_build_object(
         'message', message, 'name', client_name, 'email', client_email, 'phone', client_phone,
         'written_at', created_at, 'answered_at', answered_at) order by id), '[]')
       from enquiries where id = any(cast(:enquiryIds as bigint[]))) as enquiries,
    (select coalesce(json_agg(json_build_object(
         'note', body, 'written_at', created_at) order by id), '[]')
       from client_notes where client_id = any(cast(:clientIds as bigint[]))) as notes,
    (select coalesce(json_agg(json_build_object(
         'what', kind, 'message', message, 'wanted_start', starts_at, 'at', created_at)
         order by id), '[]')
       from client_refusals
      where client_id = any(cast(:clientIds as bigint[]))) as turned_away,
    (select coalesce(json_agg(json_build_object(
         'what', type, 'status', notifications.status, 'sent_at', sent_at,
         'title', title, 'words', body) order by notifications.id), '[]')
       from notifications
         left join written_messages on cast(written_messages.id as text) = data->>'writtenId'
           and written_messages.business_id = notifications.business_id
      where notifications.business_id = :businessId and channel = 'mail'
        and notifications.user_id is null and inbox_address_id is null
        and (booking_id = any(cast(:bookingIds as bigint[]))
          or subject_type = 'client' and subject_id = any(cast(:clientIds as bigint[]))
          or subject_type = 'waitlist_entry' and subject_id = any(cast(:entryIds as bigint[]))
        )) as mails,
    (select coalesce(json_agg(json_build_object(
         'name', recipient_name, 'email', recipient_email, 'made_at', created_at,
         'opened_at', opened_at, 'booked_at', spent_at) order by id), '[]')
       from one_time_links where id = any(cast(:oneTimeIds as bigint[]))) as one_time_links,
    (select coalesce(json_agg(json_build_object(
         'source', source, 'name', client_name, 'email', client_email, 'phone', client_phone,
         'notes', notes, 'starts_at', starts_at, 'told_at', told_at) order by id), '[]')
       from outside_bookings
      where id = any(cast(:outsideIds as bigint[]))) as told_by_other_programs,
    (select coalesce(json_agg(json_build_object(
         'reminder_minutes', reminder_minutes, 'follow_ups', gets_follow_ups)
         order by id), '[]')
       from client_preferences
      where business_id = :businessId
        and lower(cast(email as text)) = any(cast(:emails as text[]))) as chosen`

/** Everything that a business holds of a record, as plain data. */
export async function clientData(business: Business, recordId: number) {
  const traces = await findTraces(db.connection(), business, recordId)
  const { clientIds, bookingIds, entryIds, enquiryIds, oneTimeIds, outsideIds, emails } = traces
  const [held] = await sql<Record<string, object[]>>(db.connection(), HELD, {
    ...{ businessId: business.id, clientIds, bookingIds, entryIds, enquiryIds, oneTimeIds },
    ...{ outsideIds, emails },
  })
  return { business: business.name, ...held }
}
