import { askGraph, graphAddress, graphPages } from '#services/calendars/outlook'
import type { ContactBook, OutsidePerson } from './contact_book.js'

const FIELDS = 'displayName,emailAddresses,mobilePhone,homePhones,businessPhones'
const MOST_FOUND = 10
const NAMES = ['displayName', 'givenName', 'surname']

interface GraphContact {
  displayName?: string | null
  emailAddresses?: { address?: string | null }[]
  mobilePhone?: string | null
  homePhones?: string[]
  businessPhones?: string[]
}

/** The contacts of Outlook and Microsoft 365, by Microsoft Graph. */
export const outlookPeople: ContactBook = {
  async search(access, typed) {
    const query = { $filter: filterFor(typed), $select: FIELDS, $top: String(MOST_FOUND) }
    const { body } = await askGraph<{ value: GraphContact[] }>(access, 'GET', addressWith(query))
    return (body.value ?? []).map(personFrom)
  },

  async list(access) {
    const first = addressWith({ $select: FIELDS, $top: '200' })
    const { items } = await graphPages<GraphContact>(access, first)
    return items.map(personFrom)
  },

  async add(access, { name, emails, phones: [mobilePhone, ...homePhones] }) {
    await askGraph(access, 'POST', graphAddress('me/contacts'), {
      givenName: name,
      displayName: name,
      emailAddresses: emails.map((address) => ({ address, name })),
      ...(mobilePhone !== undefined && { mobilePhone, homePhones }),
    })
  },
}

function addressWith(query: Record<string, string>): string {
  return graphAddress(`me/contacts?${new URLSearchParams(query)}`)
}

/** Graph looks for the beginning of names, and for whole addresses. */
function filterFor(typed: string): string {
  const quoted = `'${typed.replaceAll("'", "''")}'`
  if (typed.includes('@')) return `emailAddresses/any(each:each/address eq ${quoted})`
  return NAMES.map((name) => `startswith(${name},${quoted})`).join(' or ')
}

function personFrom(contact: GraphContact): OutsidePerson {
  const { displayName, emailAddresses = [], mobilePhone } = contact
  return {
    name: displayName ?? '',
    emails: emailAddresses.flatMap(({ address }) => address || []),
    phones: [mobilePhone, ...(contact.homePhones ?? []), ...(contact.businessPhones ?? [])].flatMap(
      (phone) => phone || []
    ),
  }
}
