import { addressKey } from '#formats/contacts/mail_address'
import { type Home, phoneKey } from '#formats/contacts/phone_numbers'
import Client from '#models/clients/client'

interface Person {
  emails: readonly string[]
  phones: readonly string[]
}

/** What somebody is told apart by: their addresses, then their numbers. */
export function keysOfPerson({ emails, phones }: Person, home: Home) {
  return {
    emailKeys: emails.map(addressKey),
    phoneKeys: phones.flatMap((phone) => phoneKey(phone, home) ?? []),
  }
}

/** Those of the addresses and numbers that belong to a client of the business. */
export async function keysOfClients(
  businessId: number,
  { emailKeys, phoneKeys }: ReturnType<typeof keysOfPerson>
): Promise<Set<string>> {
  const known = await Client.query()
    .where({ businessId })
    .where((any) => {
      any.whereIn('email_key', emailKeys).orWhereIn('phone_key', phoneKeys)
    })
    .select('email_key', 'phone_key')
  return new Set(known.flatMap(({ emailKey, phoneKey: key }) => [emailKey ?? [], key ?? []].flat()))
}
