import type { Translate } from '#formats/bookings/booking_terms'
import { changesInAdvance } from '#formats/bookings/changes_in_advance'
import { formatMoney } from '#formats/bookings/money'
import { offeredPlaces } from '#formats/bookings/places'
import { isFreePrice, priceOfLength } from '#formats/bookings/prices'
import { agentPath, pagePath } from '#formats/pages/addresses'
import { formatLength } from '#formats/times/lengths'
import { unformattedText } from '#formats/words/formatted_text'
import { inMarkdown } from '#formats/words/markdown'
import type { BusinessPage, PageService } from '#queries/pages/find_business_page'
import { serviceRules } from '#queries/services/service_rules'
import { changePolicy } from '#scheduling/rules/change_policy'

interface Reader {
  t: Translate
  locale: string
  siteUrl: string
  /** Whether programs can read and book here. */
  hasApi: boolean
}

/** A booking page for agents: what it offers, and how to book that by program. */
export function pageInMarkdown(page: BusinessPage, reader: Reader): string {
  const { t } = reader
  const { business } = page
  const services = page.services.filter(({ isHidden }) => !isHidden)
  const { isActive } = business.settings
  const blocks = [
    `# ${inMarkdown(business.name)}`,
    business.description && `> ${inMarkdown(unformattedText(business.description))}`,
    list(aboutLines(page, reader)),
    !isActive && t('agents.closed'),
    `## ${t('agents.services')}`,
    ...(services.length > 0
      ? services.map((service) => inBlock(service, page, reader))
      : [t('agents.none')]),
    ...(isActive && reader.hasApi && services.length > 0 ? howTo(page, reader) : []),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

function aboutLines({ business }: BusinessPage, { t, siteUrl }: Reader): string[] {
  const said = (key: string, text: string | null) =>
    text ? [t(`agents.${key}`, { text: inMarkdown(text) })] : []
  return [
    ...said('address', business.address),
    ...said('phone', business.phone),
    ...said('email', business.email),
    ...said('opening', business.openingTimes?.split('\n').join('; ') ?? null),
    ...said('time_zone', business.timeZone),
    t('agents.page', { text: `${siteUrl}${pagePath(business)}` }),
  ]
}

function inBlock(service: PageService, { business }: BusinessPage, { t, locale, siteUrl }: Reader) {
  const { currency } = business
  const lengths = serviceRules(service, business).durations.value.map((minutes) => {
    const price = priceOfLength(service, minutes)
    const words = isFreePrice(price) ? t('agents.free') : formatMoney(price, currency, locale)
    return `${formatLength(minutes, locale)}, ${words}`
  })
  const place = offeredPlaces(service, business.address, t, locale)
  const hosts = service.hosts.map(({ id, name }) => `${inMarkdown(name)} (${id})`)
  const lines = [
    t('agents.id', { id: String(service.id) }),
    t('agents.lengths', { text: lengths.join('; ') }),
    place && t('agents.place', { text: inMarkdown(place) }),
    service.hostMode === 'any' && hosts.length > 0
      ? t('agents.hosts', { text: hosts.join(', ') })
      : null,
    t(service.isByRequest ? 'agents.by_request' : 'agents.at_once'),
    service.mayShare ? t('agents.shared') : null,
    ...policyLines(service, business, { t, locale }),
    ...service.questions.map(({ key, label, isRequired }) =>
      t('agents.question', { key, required: String(isRequired), text: inMarkdown(label) })
    ),
    t('agents.page', { text: `${siteUrl}${pagePath(business)}/${service.slug}` }),
  ]
  const description = service.description && inMarkdown(unformattedText(service.description))
  return [`### ${inMarkdown(service.name)}`, description, list(lines)].filter(Boolean).join('\n\n')
}

function policyLines(
  service: PageService,
  { settings }: BusinessPage['business'],
  { t, locale }: Pick<Reader, 't' | 'locale'>
): string[] {
  return [
    ...changesInAdvance(changePolicy(service, settings), { t, locale }),
    ...(service.policy
      ? [t('agents.policy', { text: inMarkdown(unformattedText(service.policy)) })]
      : []),
  ]
}

function howTo({ business }: BusinessPage, { t, siteUrl }: Reader): string[] {
  const api = `${siteUrl}/api/booking/public`
  const own = `${api}/${business.slug}`
  const body = {
    service_id: 1,
    starts_at: '2027-01-12T09:00:00Z',
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
    time_zone: business.timeZone,
  }
  return [
    `## ${t('agents.times')}`,
    code(`GET ${own}/availability?service_id=1&start_date=2027-01-12&end_date=2027-01-18`),
    t('agents.times_how'),
    `## ${t('agents.book')}`,
    t('agents.ask'),
    code(`POST ${own}/book\n\n${JSON.stringify(body, null, 2)}`),
    t('agents.book_how'),
    `## ${t('agents.change')}`,
    code(
      [
        `GET ${api}/manage/{token}`,
        `POST ${api}/manage/{token}/reschedule {"starts_at": "2027-01-13T09:00:00Z"}`,
        `POST ${api}/manage/{token}/cancel {"reason": null}`,
      ].join('\n')
    ),
    t('agents.change_how'),
    t('agents.mcp', { address: `${siteUrl}${agentPath(business)}` }),
    t('agents.limits', { address: `${siteUrl}/docs/problems` }),
  ]
}

function list(lines: (string | null | false)[]): string {
  return lines
    .filter(Boolean)
    .map((line) => `- ${line}`)
    .join('\n')
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``
}
