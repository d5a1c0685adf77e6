/** By `:ids` and their `:causes`; returns what `tellThoseInCharge` needs of each. */
export const MARK_BOUNCED = `
    update notifications set status = 'bounced', last_error = news.cause
    from unnest(cast(:ids as bigint[]), cast(:causes as text[])) as news (id, cause)
    where notifications.id = news.id
    returning notifications.id, business_id, subject_type, subject_id, booking_id, attempts,
      request_id`
