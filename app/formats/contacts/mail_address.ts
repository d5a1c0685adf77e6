import { hidesCharacters } from '#formats/words/text'

/** The domain in A-labels (RFC 5890), the part before the @ as it was written. */
export function sentAddress(address: string): string {
  const at = address.lastIndexOf('@')
  if (at === -1) return address
  return `${address.slice(0, at)}@${sentDomain(address.slice(at + 1))}`
}

/** Most mail servers accept only ASCII before the @, and replies to such an address are lost. */
export function isSendable(address: string): boolean {
  return /^[\x21-\x7e ]+@[\x21-\x7e]+$/.test(sentAddress(address))
}

export function isSameAddress(one: string, other: string): boolean {
  return addressKey(one) === addressKey(other)
}

/** What is the same for all spellings of an address; a dot or a plus makes another one. */
export function addressKey(address: string): string {
  return sentAddress(address.trim()).toLowerCase()
}

/** Part of a `mailto:` link (RFC 6068), where quotes and spaces are not allowed. */
export function mailtoAddress(address: string): string {
  const sent = sentAddress(address)
  const at = sent.lastIndexOf('@')
  const local = encodeURIComponent(sent.slice(0, at)).replaceAll('%2B', '+')
  return at === -1 ? sent : `${local}@${sent.slice(at + 1)}`
}

function sentDomain(domain: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(domain) || /[/?#:@\\%]/.test(domain)) return domain
  // An A-label leaves out what nobody sees, and would be another domain than the one that was typed.
  if (hidesCharacters(domain)) return domain
  const address = `http://${domain}`
  return URL.canParse(address) ? new URL(address).hostname : domain
}
