import { foldedText } from '#formats/words/text'
import type Client from '#models/clients/client'
import { filteredClients } from '#queries/clients/client_list'

/** So few letters or digits are too many people. */
export const FEWEST_TYPED = 3
export const MOST_FOUND = 10

/** For whoever answers the phone: those whose name begins so come first. */
export async function findClients(businessId: number, typed: string): Promise<Client[]> {
  return filteredClients(businessId, { search: typed })
    .orderByRaw('starts_with(search_key, ?) desc', [foldedText(typed)])
    .orderBy('search_key')
    .orderBy('id')
    .limit(MOST_FOUND)
}
