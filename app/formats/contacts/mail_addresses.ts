type AddressFault = 'at' | 'twice' | 'name' | 'domain' | 'dot'

export function addressFault(text: string): AddressFault | null {
  const [name, domain, ...more] = text.trim().split('@')
  if (domain === undefined) return 'at'
  if (more.length > 0) return 'twice'
  if (name === '') return 'name'
  if (domain === '') return 'domain'
  return domain.includes('.') ? null : 'dot'
}

// prettier-ignore
const WELL_KNOWN = [
  'gmail.com', 'googlemail.com', 'hotmail.com', 'hotmail.co.uk', 'hotmail.fr', 'outlook.com',
  'yahoo.com', 'yahoo.co.uk', 'yahoo.fr', 'ymail.com', 'icloud.com', 'live.com', 'live.co.uk',
  'btinternet.com', 'virginmedia.com', 'protonmail.com', 'proton.me', 'fastmail.com', 'mail.com',
  'email.com', 'gmx.com', 'gmx.net', 'gmx.de', 'web.de', 't-online.de', 'freenet.de', 'orange.fr',
  'wanadoo.fr', 'libero.it', 'comcast.net', 'verizon.net', 'aol.com', 'me.com', 'mac.com', 'msn.com',
]

/** Too many real domains differ from a shorter one by one letter. */
const SHORTEST = 8

export function likelyAddress(address: string): string | null {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  if (at <= 0 || WELL_KNOWN.includes(domain)) return null
  const meant = WELL_KNOWN.find((known) => known.length >= SHORTEST && isOneSlip(domain, known))
  return meant ? `${address.slice(0, at)}@${meant}` : null
}

function isOneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let from = 0
  while (from < typed.length && typed[from] === meant[from]) from++
  const rest = (text: string, skipped: number) => text.slice(from + skipped)
  if (typed.length < meant.length) return rest(typed, 0) === rest(meant, 1)
  if (typed.length > meant.length) return rest(typed, 1) === rest(meant, 0)
  const isSwapped = typed[from] === meant[from + 1] && typed[from + 1] === meant[from]
  return rest(typed, 1) === rest(meant, 1) || (isSwapped && rest(typed, 2) === rest(meant, 2))
}
