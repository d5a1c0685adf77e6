import type { ApiClient } from '@japa/api-client'
import type Business from '#models/settings/business'
import type { Shop } from '#tests/support/guest'

/** The form of a business's details as its page shows it, before anything is changed. */
export function detailsOf(business: Business) {
  return {
    name: business.name,
    slug: business.slug,
    time_zone: business.timeZone,
    currency: 'GBP',
    locale: 'en-GB',
    week_starts_on: '1',
    brand_colour: '#00698f',
  }
}

/** The form of the booking rules. */
export const RULES = {
  is_active: 'on',
  buffer_time_minutes: '10',
  booking_expiry_hours: '48',
  max_advance_booking_days: '90',
  min_advance_booking_hours: '4',
  reschedule_cutoff_minutes: '1440',
  cancel_cutoff_minutes: '60',
  max_moves: '2',
}

/** As the form of a service sends it. */
export function saveService(
  client: ApiClient,
  { user, service }: Shop,
  changes: Record<string, string>
) {
  const form = {
    ...{ name: service.name, length: '60', duration_minutes: '60', price: '50.00' },
    ...{ location_type: 'in_person', location_details: 'Canal Street pool' },
    ...{ requires_approval: 'inherit', is_active: 'on' },
    ...changes,
  }
  const sent = client.post(`/admin/services/${service.id}`).form(form)
  return sent.loginAs(user).withCsrfToken().withVersion().redirects(0)
}
