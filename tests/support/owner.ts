import type Business from '#models/settings/business'

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
