import type { default as Host, PersonalPage } from '#models/availability/host'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { earlierAddresses } from '#queries/people/earlier_addresses'
import { emptyForm, type Form } from '#validators/form'

export async function personalPage(business: Business, host: Host, form?: Form) {
  return {
    host,
    earlier: await earlierAddresses({ host_id: host.id }),
    form:
      form ??
      emptyForm({ ...typedPageFields(host, business), version: versionOf(host.pageContent) }),
  }
}

export function typedPageFields(page: PersonalPage, business: Business): Record<string, string> {
  return {
    page_slug: page.pageSlug,
    page_description: page.pageDescription ?? '',
    ...(page.pageColour && { has_colour: 'on' }),
    page_colour: page.pageColour ?? business.brandColour,
    ...(page.pageIsActive && { page_is_active: 'on' }),
  }
}
