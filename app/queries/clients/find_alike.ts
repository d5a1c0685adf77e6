import { foldedText } from '#formats/words/text'
import Client from '#models/clients/client'
import { clientKeys } from '#models/clients/client_keys'
import type Business from '#models/settings/business'
import { findRecord } from '#queries/clients/find_client'

interface Typed {
  name: string
  email: string | null
  phone: string | null
}

/** Who is known by that address or number under another name; null where it is nobody. */
export async function findAlike(business: Business, typed: Typed): Promise<Client | null> {
  const { emailKey, phoneKey } = clientKeys(business, typed)
  if (emailKey === null && phoneKey === null) return null
  const part = await Client.query()
    .where('business_id', business.id)
    .where((any) => {
      if (emailKey !== null) any.where('contact_key', emailKey)
      if (phoneKey !== null) any.orWhere('phone_key', phoneKey)
    })
    .orderBy('record_id')
    .orderBy('id')
    .first()
  if (!part) return null
  const known = await findRecord(business, part.recordId)
  const isNamedSo = [known, part].some(({ name }) => foldedText(name) === foldedText(typed.name))
  return isNamedSo ? null : known
}
