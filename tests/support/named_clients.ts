import type { ClientDetails } from '#models/bookings/client_details'

const FROM_LONDON = { phone: null, notes: null, timeZone: 'Europe/London', locale: 'en-GB' }

export const PRIYA: ClientDetails = {
  ...{ name: 'Priya Shah', email: 'priya@example.com' },
  ...FROM_LONDON,
}

export const INES: ClientDetails = {
  ...{ name: 'Ines Duarte', email: 'ines@duarte.example' },
  ...FROM_LONDON,
}
