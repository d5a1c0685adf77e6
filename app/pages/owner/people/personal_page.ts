import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { earlierAddresses } from '#queries/people/earlier_addresses'
import { emptyForm, type Form } from '#validators/form'

export async function personalPage(business: Business, host: Host, form?: Form) {
  return {
    host,
    brandColour: business.brandColour,
    earlier: await earlierAddresses(host),
    form: form ?? emptyForm({ ...typedPage(host, business), version: versionOf(host.pageContent) }),
  }
}

export function typedPage(host: Host, business: Business): Record<string, string> {
  return {
    page_slug: host.pageSlug,
    page_description: host.pageDescription ?? '',
    ...(host.pageColour && { has_colour: 'on' }),
    page_colour: host.pageColour ?? business.brandColour,
    ...(host.pageIsActive && { page_is_active: 'on' }),
  }
}
