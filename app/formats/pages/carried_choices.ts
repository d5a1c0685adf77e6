/** What a reader chose for a whole visit. */
export type Choices = Partial<Record<'lang' | 'clock', string>>

/** The addresses of pages for clients. */
const OURS =
  /^\/(?:(?:book|schedule|enquiry|manage|waitlist|embed|portal|public\/bookings)(?:[/?#]|$)|(?:[?#]|$))/

const LINKS = /(<(?:a|form|button)\b[^>]*?\s(?:href|action|formaction)=")([^"]*)"/g
const GET_FORMS = /(<form\b(?![^>]*\smethod="post")[^>]*>)([^]*?<\/form>)/g

/** A page on which every link and form of ours says what was chosen, too. */
export function carryAlong(html: string, choices: Choices): string {
  const carried = html.replaceAll(LINKS, (link, before: string, address: string) => {
    return OURS.test(address) ? `${before}${carryInAddress(address, choices, '&amp;')}"` : link
  })
  // Sent by GET, a form puts its fields in place of the query of its address.
  return carried.replaceAll(GET_FORMS, (_form, opening: string, rest: string) => {
    return opening + fieldsFor(choices, rest) + rest
  })
}

/** What the address says already stays. */
export function carryInAddress(address: string, choices: Choices, and = '&'): string {
  if (!OURS.test(address)) return address
  const [, path, query = '', part = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(address) ?? []
  const added = Object.entries(choices).filter(([name]) => !new RegExp(`[?&;]${name}=`).test(query))
  const pairs = [query.slice(1), ...added.map(([name, value]) => `${name}=${value}`)]
  return `${path}?${pairs.filter(Boolean).join(and)}${part}`
}

/** Those that the form does not have already. */
function fieldsFor(choices: Choices, form: string): string {
  return Object.entries(choices)
    .filter(([name]) => !form.includes(` name="${name}"`))
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('')
}
