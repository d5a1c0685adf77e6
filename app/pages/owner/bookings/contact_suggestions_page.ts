import { addressOf } from '#pages/address_of'
import type { DeskState } from '#validators/bookings/desk_form'

interface Suggested {
  name: string
  email: string | null
  phone: string | null
}

/** Whoever is chosen is somebody new at the desk, with what is known of them filled in. */
export function contactSuggestionsPage(state: DeskState, contacts: readonly Suggested[]) {
  const address = (changes: Partial<DeskState>) =>
    addressOf('owner.new_bookings.create', {}, { query: { ...state, ...changes } as never })
  return {
    typed: state.q ?? '',
    backTo: address({}),
    contacts: contacts.map((contact) => ({
      ...contact,
      href: address({
        ...{ who: 'new', client: undefined, contact_name: contact.name },
        contact_email: contact.email ?? undefined,
        contact_phone: contact.phone ?? undefined,
      }),
    })),
  }
}
