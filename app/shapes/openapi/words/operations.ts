/** What an operation does beyond its title, by its address; defaults of its list, and what follows. */
export const OPERATION_WORDS: Readonly<Record<string, string>> = {
  'GET /api/v1/bookings': 'All of them, by start, unless filters say otherwise.',
  'POST /api/v1/bookings':
    'As at the desk: also what clients could not book online, and with "against" what the rules refuse.',
  'POST /api/v1/bookings/series': 'All dates are booked or none; 409 says of each date why not.',
  'GET /api/v1/bookings/:id': 'With ?include=history,notes,messages what belongs to it.',
  'PATCH /api/v1/bookings/:id':
    'Corrects what was written down. Its time and status have operations of their own.',
  'POST /api/v1/bookings/:id/reschedule':
    'To another start, and to somebody else where host_id says so.',
  'POST /api/v1/sessions/:id/reassign':
    'To another host who gives its service, with everybody in it. Of a series only this date.',
  'POST /api/v1/bookings/:id/reassign': 'To another host, at the same time.',
  'POST /api/v1/bookings/:id/complete': 'Notes that the client came, once it has begun.',
  'POST /api/v1/bookings/:id/no-show': 'Notes that the client did not come, once it has begun.',
  'GET /api/v1/bookings/:id/move-request': '404 where the client asked for no other time.',
  'GET /api/v1/services': 'Those that are not archived, unless ?archived= says otherwise.',
  'POST /api/v1/services/:id/archive':
    'Nothing of it can be booked any more; what is booked stands.',
  'POST /api/v1/services/:id/restore': 'It stays switched off until is_active says otherwise.',
  'PUT /api/v1/services/:id/questions':
    'All of them anew; one that keeps its key keeps its answers.',
  'PUT /api/v1/services/:id/hours': 'The whole week anew; null leaves it to whoever gives it.',
  'POST /api/v1/hosts':
    'A person, or with kind a room. It begins with the usual weekly hours, and gives a service once host_ids of the service name it.',
  'PATCH /api/v1/hosts/:id':
    'What is left out stays as it is; with "is_active": false nothing new is booked with them, and what is booked stands.',
  'PATCH /api/v1/members/:id':
    'Gives them another role. Only owners make owners, and the last owner stays one.',
  'DELETE /api/v1/members/:id':
    'They and their keys open nothing of the business any more; their account stays theirs.',
  'GET /api/v1/invitations': 'Those that are neither accepted nor withdrawn, the latest first.',
  'POST /api/v1/invitations':
    'Mails a link that works for seven days, by which they join the team. Only owners invite owners.',
  'POST /api/v1/invitations/:id/resend':
    'Mails another link for seven days; those sent before open nothing any more.',
  'POST /api/v1/invitations/:id/revoke': 'Its links open nothing any more.',
  'POST /api/v1/business/logo':
    'A JPEG, PNG, WebP or AVIF of at most 10 MB, in base64. It is cut to shape and encoded anew; the one before can be put back on the screens for a while.',
  'POST /api/v1/business/cover':
    'A JPEG, PNG, WebP or AVIF of at most 10 MB, in base64. It is cut to shape and encoded anew; the one before can be put back on the screens for a while.',
  'POST /api/v1/hosts/:id/photo':
    'A JPEG, PNG, WebP or AVIF of at most 10 MB, in base64. It is cut to shape and encoded anew; the one before can be put back on the screens for a while.',
  'POST /api/v1/services/:id/photo':
    'A JPEG, PNG, WebP or AVIF of at most 10 MB, in base64. It is cut to shape and encoded anew; the one before can be put back on the screens for a while.',
  'PUT /api/v1/hosts/:id/hours': 'The whole week anew; an empty list closes it.',
  'PUT /api/v1/hosts/:id/overrides/:date': 'The hours of that date in place of those of the week.',
  'DELETE /api/v1/hosts/:id/overrides/:date': 'The hours of the week hold on that date again.',
  'POST /api/v1/blocks': 'Takes time out of what is open: say who, by host_ids or is_for_everyone.',
  'POST /api/v1/calendar-connections/:id/sync': 'Reads it now rather than with the next turn.',
  'GET /api/v1/calendar-feeds': 'Those of the key’s member.',
  'POST /api/v1/calendar-feeds':
    'An address at which the member’s own calendar reads what is booked; it is told this once. One for everybody’s time, and one for each person’s.',
  'POST /api/v1/calendar-feeds/:id/rotate':
    'Tells the new address this once; the one before opens nothing any more.',
  'DELETE /api/v1/calendar-feeds/:id': 'Its address opens nothing any more.',
  'POST /api/v1/links/:id/renew': 'Gives it another token and address; the old ones open nothing.',
  'POST /api/v1/links/:id/one-time':
    'For one recipient and one booking; its token is told this once.',
  'POST /api/v1/one-time-links': 'For one recipient and one booking; its token is told this once.',
  'POST /api/v1/one-time-links/:id/rearm':
    'Lets one that was used or has expired be used once more.',
  'POST /api/v1/one-time-links/:id/revoke': 'Nothing can be booked by it any more.',
  'POST /api/v1/one-time-links/:id/send': 'Mails it to its recipient, under a new token.',
  'POST /api/v1/clients/:id/block':
    'The client cannot book online any more; what is booked stands.',
  'POST /api/v1/clients/:id/merge':
    'The other client, by client_id, becomes part of this one, with bookings and notes.',
  'POST /api/v1/clients/:id/separate':
    'Undoes a merge: the client of this id, who was merged into another, has a record again.',
  'GET /api/v1/clients/:id/data':
    'For whoever asks what is held of them: bookings, notes, mails and all else.',
  'DELETE /api/v1/clients/:id':
    'Erases the client for good, also where they asked for it themselves; their bookings stay, without a name.',
  'GET /api/v1/erasures':
    'Clients who asked to be erased and have no answer yet, unless ?status= says otherwise. DELETE of the client does it.',
  'POST /api/v1/erasures/:id/refuse': 'The client is mailed the reason, and may ask again.',
  'GET /api/v1/clients/:id': 'With ?include=activities,bookings the latest of each.',
  'GET /api/v1/sessions':
    'Those that are scheduled and still to come, unless filters say otherwise.',
  'GET /api/v1/sessions/:id': 'With ?include=roster,waiting who is booked, and who waits.',
  'POST /api/v1/sessions/:id/seats': 'A booking at the time of the session, as at the desk.',
  'GET /api/v1/session-series': 'Those that go on, unless ?active= says otherwise.',
  'POST /api/v1/session-series':
    'Dates at which whoever gives it is taken are left out. A series without a last date is planned as far ahead as anybody can book, and goes on.',
  'POST /api/v1/session-series/:id/dates':
    'One of "left_out", once its time is free; also where nobody works then.',
  'POST /api/v1/session-series/:id/end':
    'Nothing more is planned. Sessions in which somebody is booked stay, the others are cancelled.',
  'GET /api/v1/waitlist': 'Those who wait or were offered a place, unless ?status= says otherwise.',
  'POST /api/v1/waitlist/:id/offer':
    'Holds a place for this entry for a while, and mails the client.',
  'DELETE /api/v1/waitlist/:id': 'A place that was offered goes on to the next.',
  'POST /api/v1/webhooks': 'Its secret is told this once.',
  'POST /api/v1/webhooks/:id/rotate':
    'Gives it another secret; for a day what is sent is signed with both.',
  'POST /api/v1/webhooks/:id/test': 'Sends a test event to it.',
  'POST /api/v1/webhooks/:id/deliveries/:delivery/resend':
    'Under the same id and with the same body.',
  'GET /api/v1/messages': 'Those that failed, unless ?state= says otherwise.',
  'GET /api/v1/message-texts':
    'Every message to clients in every language, unless ?own=true asks for the business’s own words.',
  'PUT /api/v1/message-texts/:message/:language':
    'What is null or left out is said in our words. Messages that are owed go out in the new words, too.',
  'POST /api/v1/message-texts/:message/:language/preview':
    'As a client would get it, of a sample or of a booking; nothing is saved. What is left out is as it is saved.',
  'POST /api/v1/message-texts/:message/:language/test':
    'Mails it to the member of the key; nothing is saved.',
  'PATCH /api/v1/privacy':
    'Fewer months than before take the personal data out of past bookings, if "erases_past" says so.',
  'DELETE /api/v1/message-texts/:message/:language': 'All of it is said in our words again.',
  'GET /api/v1/notifications': 'What the member of the key was told, the latest first.',
  'GET /api/v1/analytics': 'The last twelve weeks, unless dates are named.',
  'GET /api/v1/analytics/visits': 'The last twelve weeks, unless dates are named.',
  'GET /api/v1/links/:id/analytics': 'The last twelve weeks, unless dates are named.',
  'POST /api/v1/audit/:id/undo':
    'Takes that one change back, where "can_be_undone" is true: hours of dates, the order of services, a booking link. 409 changed_since where a later change stands on it.',
  'GET /api/v1/audit': 'The latest first.',
  'GET /api/booking/requests': 'Bookings that wait for a yes, unless ?status= says otherwise.',
  'DELETE /api/v1/scheduling/meeting-types/:id': 'Archives it; what is booked stands.',
  'PUT /api/v1/scheduling/availability': 'The whole week anew.',
  'PUT /api/v1/scheduling/pages/:page': 'What is left out stays as it is.',
  'PUT /api/v1/scheduling/meeting-types/:id': 'What is left out stays as it is.',
  'PUT /api/booking/settings': 'What is left out stays as it is.',
  'GET /api/booking/public/:slug/availability':
    'Free times by date, at most 62 days at once; dates without one are left out.',
  'GET /bookings/public/:token/availability':
    'Free times by date, at most 62 days at once; dates without one are left out.',
  'GET /availability':
    'Free times by date, at most 62 days at once; dates without one are left out.',
  'POST /booking': '201 where it is booked, 202 where the business has to say yes first.',
  'POST /api/booking/public/:slug/book':
    'By session_id, or by service_id and starts_at. Send an Idempotency-Key, so that a repeated request books once.',
}

/** What the path of an address names. */
export const PATH_WORDS: Readonly<Record<string, string>> = {
  id: 'The number of what the address names.',
  message: 'The name of the message, as booking_reminder.',
  language: 'The language, as en.',
  note: 'The number of the note.',
  seat: 'The number of the booking of the seat.',
  delivery: 'The number of the delivery.',
  page: 'The page, as h1 (a person) or t1 (a team).',
  tag: 'The tag, percent-encoded.',
  provider: 'Of whom the calendar is.',
  date: 'The date, on the clock of the host.',
  token: 'The secret part of the address that was given with the link or the booking.',
  slug: 'The slug of the business.',
  host: 'The slug of the page of a person or team.',
  service: 'The slug of the service.',
}
