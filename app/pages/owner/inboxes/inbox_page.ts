import type Business from '#models/settings/business'
import type InboxAddress from '#models/inboxes/inbox_address'
import { versionOf } from '#models/version'
import { inboxList } from '#queries/inboxes/inbox_list'
import type { Form } from '#validators/form'

export async function inboxesPage(business: Business, form: Form) {
  return {
    form,
    inboxes: await inboxList(business.id),
    services: await servicesToChoose(business),
  }
}

export async function inboxPage(business: Business, inbox: InboxAddress, form: Form) {
  return { form, inbox, services: await servicesToChoose(business) }
}

/** About which services it gets mails, as its form has it. Needs its services loaded. */
export function typedInbox({ forAllServices, services }: InboxAddress): Record<string, string> {
  const chosen = services.map(({ id }) => [`service_${id}`, 'on'])
  return { about: forAllServices ? 'all' : 'some', ...Object.fromEntries(chosen) }
}

export function inboxVersion({ forAllServices, services }: InboxAddress): string {
  const ids = services.map(({ id }) => id).toSorted((one, other) => one - other)
  return versionOf(forAllServices ? null : ids)
}

function servicesToChoose(business: Business) {
  return business
    .related('services')
    .query()
    .whereNull('archived_at')
    .select('id', 'name')
    .orderBy('position')
    .orderBy('id')
}
