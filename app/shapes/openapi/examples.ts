const priya = { client_name: 'Priya Shah', client_email: 'priya@example.com' }
const nine = { starts_at: '2026-12-02T09:00:00Z', ...priya }
const ten = { starts_at: '2026-12-02T10:00:00Z' }
const closed = { reason: 'The pool is closed that day.' }
const ill = { reason: 'I am ill.' }
const newsletter = { name: 'Newsletter', service_id: 1 }
const ofTemplate = { template_id: 1 }
const soon = { expires_at: '2026-12-16T18:00:00Z' }
const forSam = { recipient_name: 'Sam Okoro', recipient_email: 'sam@example.com', ...soon }

/** The beginning of a file in base64, which stands for a whole one. */
export const PICTURE = 'iVBORw0KGgo='

/** What is sent, by address; a test sends each of them. Numbers and moments stand for ones of their kind. */
export const BODY_EXAMPLES: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /api/v1/bookings': { service_id: 1, ...nine },
  'PATCH /api/v1/bookings/:id': { notes: 'Comes by train' },
  'POST /api/v1/bookings/series': {
    service_id: 1,
    starts_at: ['2026-12-03T09:00:00Z', '2026-12-03T11:00:00Z'],
    ...priya,
  },
  'POST /api/v1/bookings/:id/move-request/approve': {},
  'POST /api/v1/bookings/:id/move-request/reject': closed,
  'POST /api/v1/bookings/:id/reassign': { host_id: 2, room_id: 3, ...ill },
  'POST /api/v1/bookings/:id/address': { client_email: 'priya.shah@example.com' },
  'PATCH /api/v1/bookings/:id/notes': { client_note: 'Bring a towel' },
  'POST /api/v1/bookings/:id/approve': {},
  'POST /api/v1/bookings/:id/reject': closed,
  'POST /api/v1/bookings/:id/cancel': closed,
  'POST /api/v1/bookings/:id/reschedule': ten,
  'POST /api/v1/services': { name: 'Private lesson', duration_minutes: 30, price: '45.00' },
  'PATCH /api/v1/services/:id': { price: '48.00' },
  'PUT /api/v1/services/:id/questions': {
    questions: [
      { type: 'text', label: 'How long is your hair?', is_required: true },
      { type: 'select', label: 'Colour', options: ['As it is', 'Lighter', 'Darker'] },
    ],
  },
  'PUT /api/v1/services/:id/hours': {
    ranges: [{ weekday: 1, start: '00:00', end: '24:00' }],
    keeps_booked: true,
  },
  'POST /api/v1/services/:id/duplicate': { name: 'Private lesson for two' },
  'POST /api/v1/hosts': { name: 'Ana Reyes', time_zone: 'Europe/London' },
  'PATCH /api/v1/hosts/:id': { daily_limit: 6 },
  'PATCH /api/v1/members/:id': { role: 'admin' },
  'POST /api/v1/invitations': {
    ...{ name: 'Ana Reyes', email: 'ana@example.com', role: 'staff' },
  },
  'PUT /api/v1/hosts/:id/hours': {
    ranges: [
      { weekday: 1, start: '09:00', end: '12:00' },
      { weekday: 1, start: '13:00', end: '17:00' },
    ],
    keeps_booked: true,
  },
  'PUT /api/v1/hosts/:id/overrides/:date': {
    ranges: [{ start: '10:00', end: '14:00' }],
    reason: 'Half day',
  },
  'POST /api/v1/blocks': {
    host_ids: [1],
    first_date: '2026-12-24',
    last_date: '2026-12-26',
    reason: 'Holidays',
  },
  'POST /api/v1/calendar-feeds': { host_id: 1, shows: 'busy' },
  'PATCH /api/v1/calendar-feeds/:id': { shows: 'busy' },
  'PATCH /api/v1/calendar-connections/:id': { blocks: [] },
  'POST /api/v1/services/:id/template': ofTemplate,
  'POST /api/v1/links': newsletter,
  'PATCH /api/v1/links/:id': { minimum_notice_minutes: 120 },
  'POST /api/v1/links/:id/duplicate': { name: 'Newsletter in December' },
  'POST /api/v1/links/:id/template': ofTemplate,
  'POST /api/v1/links/:id/one-time': forSam,
  'POST /api/v1/one-time-links': { service_id: 1, ...forSam },
  'POST /api/v1/one-time-links/:id/rearm': soon,
  'POST /api/v1/one-time-links/:id/send': soon,
  'POST /api/v1/templates': {
    name: 'New clients',
    questions: [{ type: 'text', label: 'What would you like to learn?' }],
  },
  'PATCH /api/v1/templates/:id': { follow_up: 'How was it?', follow_up_delay_hours: 24 },
  'POST /bookings/links': newsletter,
  'PATCH /bookings/links/:id': { minimum_notice_minutes: 120 },
  'POST /bookings/links/:id:duplicate': { name: 'Newsletter in December' },
  'POST /bookings/links/:id/one-time': forSam,
  'POST /api/v1/clients': { name: 'Lee Park', phone: '07700 900111' },
  'PATCH /api/v1/clients/:id': { notes: 'Prefers mornings' },
  'POST /api/v1/clients/:id/notes': { body: 'Called: comes ten minutes later.' },
  'PATCH /api/v1/clients/:id/notes/:note': { body: 'Called: comes on time after all.' },
  'POST /api/v1/clients/:id/tags': { tag: 'adult' },
  'POST /api/v1/clients/:id/block': { reason: 'Three times without a word' },
  'POST /api/v1/clients/:id/merge': { client_id: 2 },
  'POST /api/v1/erasures/:id/refuse': { reason: 'An invoice is not paid yet.' },
  'POST /api/v1/sessions': {
    ...{ service_id: 2, host_id: 1, starts_at: '2026-12-13T10:00:00Z' },
    capacity: 6,
  },
  'PATCH /api/v1/sessions/:id': { capacity: 10 },
  'POST /api/v1/sessions/:id/move': { starts_at: '2026-12-14T10:00:00Z', reason: 'Gala' },
  'POST /api/v1/sessions/:id/reassign': { host_id: 2, ...ill },
  'POST /api/v1/sessions/:id/cancel': closed,
  'POST /api/v1/session-series': {
    ...{ service_id: 2, host_id: 1, first_date: '2026-12-15', last_date: '2026-12-29' },
    ...{ start_time: '14:00', every_weeks: 1, capacity: 6 },
  },
  'POST /api/v1/session-series/:id/dates': { date: '2026-12-17' },
  'POST /api/v1/sessions/:id/seats': { seats: 2, ...priya },
  'POST /api/v1/waitlist': { service_id: 2, starts_at: '2026-12-10T10:00:00Z', ...priya },
  'POST /api/v1/webhooks': { url: 'https://crm.example/bookings', events: ['booking.confirmed'] },
  'PATCH /api/v1/webhooks/:id': { description: 'Client list' },
  'PUT /api/v1/message-texts/:message/:language': {
    subject: 'See you on {date}, {client}',
    opening: 'We look **forward** to {service}.',
    closing: null,
  },
  'POST /api/v1/business/logo/return': { picture_id: 1 },
  'POST /api/v1/business/cover/return': { picture_id: 2 },
  'POST /api/v1/hosts/:id/photo/return': { picture_id: 3 },
  'POST /api/v1/services/:id/photo/return': { picture_id: 4 },
  'POST /api/v1/business/logo': { image: PICTURE },
  'POST /api/v1/business/cover': { image: PICTURE, alt: 'The pool in the morning' },
  'POST /api/v1/hosts/:id/photo': { image: PICTURE },
  'POST /api/v1/services/:id/photo': { image: PICTURE },
  'PATCH /api/v1/business/cover': { alt: 'The pool at night' },
  'PATCH /api/v1/business': { opening_times: 'Monday to Friday, 9 to 17' },
  'POST /api/v1/scheduling/pages': { name: 'Adults', host_ids: [1] },
  'PUT /api/v1/scheduling/pages/:page': { description: 'Lessons for adults' },
  'POST /api/v1/scheduling/meeting-types': {
    ...{ name: 'Call', duration_minutes: 15, location_type: 'phone' },
  },
  'PUT /api/v1/scheduling/meeting-types/:id': { duration_minutes: 20 },
  'PUT /api/v1/scheduling/availability': {
    host_id: 1,
    rules: [{ day_of_week: 1, start_time: '09:00', end_time: '17:00' }],
    keeps_booked: true,
  },
  'POST /api/v1/scheduling/overrides': { host_id: 1, date: '2026-12-24', is_available: false },
  'POST /api/v1/message-texts/:message/:language/preview': { subject: 'See you on {date}' },
  'PATCH /api/v1/privacy': { keep_declined_months: 24 },
  'PATCH /api/v1/settings': { booking_expiry_hours: 48 },
  'PUT /api/booking/settings': { requires_approval: true },
  'POST /api/booking/requests/:id/reject': closed,
  'POST /api/booking/public/:slug/book': { service_id: 1, ...nine },
  'POST /api/booking/public/:slug/book/series': {
    service_id: 1,
    starts_at: ['2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z'],
    ...priya,
  },
  'POST /api/booking/public/manage/:token/reschedule': ten,
  'POST /api/booking/public/manage/:token/cancel': ill,
  'POST /bookings/public/:token/book': nine,
  'POST /public/bookings/:token': nine,
  'POST /booking': { service_id: 1, ...nine },
  'POST /schedule/:host/:service/book': {
    attendee_name: 'Priya Shah',
    attendee_email: 'priya@example.com',
    start_time: '2026-12-02T09:00:00Z',
  },
  'POST /schedule/cancel/:token': ill,
}
