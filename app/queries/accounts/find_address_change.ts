import AddressChange from '#models/accounts/address_change'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'

type Purpose = 'confirm_address' | 'keep_address'

/** By the link in the mail to the new address, or in that to the former one. */
export async function findAddressChange(
  token: string,
  purpose: Purpose
): Promise<AddressChange | null> {
  const named = readLinkToken(token)
  const change = named?.userId === null ? await AddressChange.find(named.id) : null
  if (!change) return null
  const isForNew = purpose === 'confirm_address'
  const subject = isForNew ? change.confirmSubject : change.stopSubject
  if (!isLinkTokenFor(token, purpose, subject)) return null
  return isForNew ? change : newestFrom(change)
}

/** Whoever asks again replaces what was asked before, and both mails stop it. */
function newestFrom({ userId, formerEmail }: AddressChange): Promise<AddressChange> {
  return AddressChange.query().where({ userId, formerEmail }).orderBy('id', 'desc').firstOrFail()
}
