import { checkOf } from '#queries/integrity/check'

/** An offer that has expired stays open until the job says so. */
export default checkOf(
  'waitlist_offers',
  'Somebody waits, has left or has a place on paper only: their entry and its last offer do not agree',
  `select entries.id as waitlist_entry_id, entries.status, offers.id as offer_id,
       offers.status as offer_status
     from waitlist_entries as entries
     left join waitlist_offers as offers on offers.entry_id = entries.id
       and offers.status in ('open', 'taken')
     left join group_sessions as sessions on sessions.id = offers.session_id
    where (entries.status = 'booked') <> coalesce(offers.status = 'taken', false)
      or (entries.status = 'offered') <> coalesce(offers.status = 'open', false)
      or offers.status = 'open' and offers.expires_at > now()
        and (sessions.status = 'cancelled' or sessions.starts_at <> offers.starts_at)
    order by entries.id, offers.id`
)
