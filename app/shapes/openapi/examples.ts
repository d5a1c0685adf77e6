/** What is sent, by address; a test sends each of them. Numbers and moments stand for ones of their kind. */
export const BODY_EXAMPLES: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /api/v1/bookings': {
    service_id: 1,
    starts_at: '2026-12-02T09:00:00Z',
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
  },
  'PATCH /api/v1/bookings/:id': { notes: 'Comes by train' },
  'POST /api/v1/bookings/:id/approve': {},
  'POST /api/v1/bookings/:id/reject': { reason: 'The pool is closed that day.' },
  'POST /api/v1/bookings/:id/cancel': { reason: 'The pool is closed that day.' },
  'POST /api/v1/bookings/:id/reschedule': { starts_at: '2026-12-02T10:00:00Z' },
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
  'POST /api/v1/blocks': { first_date: '2026-12-24', last_date: '2026-12-26', reason: 'Holidays' },
  'PATCH /api/v1/settings': { booking_expiry_hours: 48 },
  'PUT /api/booking/settings': { requires_approval: true },
  'POST /api/booking/requests/:id/reject': { reason: 'The pool is closed that day.' },
  'POST /api/booking/public/:slug/book': {
    service_id: 1,
    starts_at: '2026-12-02T09:00:00Z',
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
  },
  'POST /api/booking/public/:slug/book/series': {
    service_id: 1,
    starts_at: ['2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z'],
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
  },
  'POST /api/booking/public/manage/:token/reschedule': { starts_at: '2026-12-02T10:00:00Z' },
  'POST /api/booking/public/manage/:token/cancel': { reason: 'I am ill.' },
  'POST /schedule/:host/:service/book': {
    attendee_name: 'Priya Shah',
    attendee_email: 'priya@example.com',
    start_time: '2026-12-02T09:00:00Z',
  },
  'POST /schedule/cancel/:token': { reason: 'I am ill.' },
}
