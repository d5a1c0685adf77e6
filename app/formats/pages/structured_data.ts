import { pagePath, schedulePath, timesPath } from '#formats/pages/addresses'
import { unformattedText } from '#formats/words/formatted_text'

interface DescribedBusiness {
  slug: string
  name: string
  description: string | null
  address: string | null
  phone: string | null
  email: string | null
  currency: string
}

interface DescribedService {
  slug: string
  name: string
  description: string | null
  price: string
}

interface Site {
  siteUrl: string
  /** The whole address of a picture of it. */
  image: string
}

/** Of the page of a business, in the words of schema.org. */
export function businessData(
  business: DescribedBusiness,
  services: readonly DescribedService[],
  site: Site
) {
  return {
    '@context': 'https://schema.org',
    ...whoItIs(business, site),
    'makesOffer': offersOf(business, services, site),
  }
}

/** Of the page of one service. */
export function serviceData(business: DescribedBusiness, service: DescribedService, site: Site) {
  return {
    '@context': 'https://schema.org',
    '@type': 'Service',
    ...whatItIs(business, service, site),
    'provider': whoItIs(business, site),
    'offers': offerOf(business, service),
    'potentialAction': reserving(site.siteUrl + timesPath(business, service)),
  }
}

interface DescribedPage {
  name: string
  description: string | null
  pageSlug: string
}

type PageOwner = 'person' | 'room' | 'team'

const OWNERS: Record<PageOwner, { type: string; within: string }> = {
  person: { type: 'Person', within: 'worksFor' },
  room: { type: 'Place', within: 'containedInPlace' },
  team: { type: 'Organization', within: 'parentOrganization' },
}

/** Of the page of a person, of a room, or of several who give something together. */
export function scheduleData(
  business: DescribedBusiness,
  { owner, ...page }: DescribedPage & { owner: PageOwner },
  services: readonly DescribedService[],
  site: Site
) {
  const url = site.siteUrl + schedulePath(page)
  const { type, within } = OWNERS[owner]
  const offers = { makesOffer: offersOf(business, services, site) }
  // A place offers nothing by itself.
  const [own, ofBusiness] = owner === 'room' ? [{}, offers] : [offers, {}]
  return {
    '@context': 'https://schema.org',
    '@type': type,
    '@id': url,
    'url': url,
    'name': page.name,
    'description': plain(page.description),
    [within]: { ...whoItIs(business, site), ...ofBusiness },
    ...own,
    'potentialAction': reserving(url),
  }
}

/** Nothing in it ends the element that it stands in, whatever a business is called. */
export function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
}

function whoItIs(business: DescribedBusiness, { siteUrl, image }: Site) {
  const url = siteUrl + pagePath(business)
  return {
    '@type': 'LocalBusiness',
    '@id': url,
    'url': url,
    'name': business.name,
    'description': plain(business.description),
    'address': business.address ?? undefined,
    'telephone': business.phone ?? undefined,
    'email': business.email ?? undefined,
    image,
    'potentialAction': reserving(url),
  }
}

function whatItIs(
  business: DescribedBusiness,
  { name, description, ...service }: DescribedService,
  { siteUrl }: Site
) {
  const url = siteUrl + timesPath(business, { slug: service.slug })
  return { name, description: plain(description), url }
}

const plain = (text: string | null) => (text === null ? undefined : unformattedText(text))

function offersOf(business: DescribedBusiness, services: readonly DescribedService[], site: Site) {
  return services.map((service) => ({
    ...offerOf(business, service),
    itemOffered: { '@type': 'Service', ...whatItIs(business, service, site) },
  }))
}

function offerOf({ currency }: DescribedBusiness, { price }: DescribedService) {
  return { '@type': 'Offer', price, 'priceCurrency': currency }
}

function reserving(url: string) {
  return {
    '@type': 'ReserveAction',
    'target': {
      '@type': 'EntryPoint',
      'urlTemplate': url,
      'actionPlatform': [
        'https://schema.org/DesktopWebPlatform',
        'https://schema.org/MobileWebPlatform',
      ],
    },
    'result': { '@type': 'Reservation' },
  }
}
