/** One mailbox has many spellings: quotes, a part after a plus, and dots at Google, change nothing. */
export function mailboxOf(email: string): string {
  const [local, domain] = email.toLowerCase().split(/@(?=[^@]*$)/)
  const [name] = local.replaceAll('"', '').split('+')
  const isGoogles = domain === 'gmail.com' || domain === 'googlemail.com'
  return isGoogles ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`
}
