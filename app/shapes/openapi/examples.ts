const priya = { client_name: 'Priya Shah', client_email: 'priya@example.com' }
const nine = { starts_at: '2026-12-02T09:00:00Z', ...priya }
const ten = { starts_at: '2026-12-02T10:00:00Z' }
const closed = { reason: 'The pool is closed that day.' }
const ill = { reason: 'I am ill.' }

/** What is sent, by address; a test sends each of them. Numbers and moments stand for ones of their kind. */
export const BODY_EXAMPLES: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /api/v1/bookings': { service_id: 1, ...nine },
  'PATCH /api/v1/bookings/:id': { notes: 'Comes by train' },
  'POST /api/v1/bookings/:id/approve': {},
  'POST /api/v1/bookings/:id/reject': closed,
  'POST /api/v1/bookings/:id/cancel': closed,
  'POST /api/v1/bookings/:id/reschedule': ten,
  'POST /api/v1/services': { name: 'Private lesson', duration_minutes: 30, price: '45.00' },
  'PATCH /api/v1/services/:id': { price: '48.00' },
  'PUT /api/v1/hosts/:id/hours': {
    ranges: [
      { weekday: 1, start: '09:00', end: '12:00' },
      { weekday: 1, start: '13:00', end: '17:00' },
    ],
  },
  'PUT /api/v1/hosts/:id/overrides/:date': {
    ranges: [{ start: '10:00', end: '14:00' }],
    reason: 'Half day',
  },
  'POST /api/v1/blocks': {
    is_for_everyone: true,
    first_date: '2026-12-24',
    last_date: '2026-12-26',
    reason: 'Holidays',
  },
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
