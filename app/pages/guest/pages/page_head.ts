import { appUrl } from '#config/app'
import { offeredLanguages, spokenOf } from '#config/languages'
import { pagePath, schedulePath, timesPath, withQuery } from '#formats/pages/addresses'
import {
  businessCard,
  CARD_SIZE,
  type CardAtAddress,
  scheduleCard,
  serviceCard,
} from '#formats/pages/cards'
import { businessData, scheduleData, serviceData } from '#formats/pages/structured_data'
import { unformattedText } from '#formats/words/formatted_text'
import type { OpenSchedule, OpenService } from '#pages/guest/opened'
import type { PageReader } from '#pages/reader'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'

/** What a page says of itself to machines, and to whoever is shown a link to it. */
interface PageHead {
  title: string
  /** Null where nobody else is to find it. */
  canonical: string | null
  /** The same page in each language, and for who reads none of them. */
  alternates: { language: string; address: string }[]
  description: string | null
  picture: SharedPicture
  structured: object | null
}

interface SharedPicture {
  address: string
  width: number
  height: number
  type: 'jpeg' | 'png'
  alt: string
}

interface Described {
  business: PageBusiness
  card: CardAtAddress
  path: string
  title: string
  description: string | null
}

type Offer = Pick<OpenService, 'business' | 'service'>

export function businessHead(
  business: PageBusiness,
  services: readonly PageService[],
  { t, language }: PageReader
): PageHead {
  const title = business.name
  const description = business.description ?? describedBy(t, business)
  const path = pagePath(business)
  const head = headOf(
    { business, card: businessCard(business), path, title, description },
    language
  )
  return { ...head, structured: businessData(business, services, siteOf(head)) }
}

export function serviceHead({ business, service }: OpenService, reader: PageReader): PageHead {
  if (service.link) return linkHead({ business, service }, reader)
  const head = questionHead({ business, service }, reader)
  return { ...head, structured: serviceData(business, service, siteOf(head)) }
}

/** Of the question that is asked before the times of a service. */
export function questionHead(offer: Offer, { t, language }: PageReader): PageHead {
  const { business, service } = offer
  const path = timesPath(business, service)
  const card = serviceCard(business, service)
  return headOf({ business, card, path, ...offerSaid(offer, t) }, language)
}

export function scheduleHead(
  { business, own, host, services }: Pick<OpenSchedule, 'business' | 'own' | 'host' | 'services'>,
  { t, language }: PageReader
): PageHead {
  const named = { host: own.name, business: business.name }
  const description = own.description ?? t('guest.pages.schedule.description', named)
  const title = `${own.name} – ${business.name}`
  const path = schedulePath(own)
  const card = scheduleCard(business, own, host?.photo ?? null)
  const head = headOf({ business, card, path, title, description }, language)
  const shown = services.filter(({ isHidden }) => !isHidden)
  const owner = host ? (host.kind ?? 'person') : 'team'
  return { ...head, structured: scheduleData(business, { ...own, owner }, shown, siteOf(head)) }
}

function describedBy(t: PageReader['t'], business: PageBusiness): string {
  return t('guest.pages.services.description', { business: business.name })
}

function offerSaid({ business, service }: Offer, t: PageReader['t']) {
  return {
    title: `${service.name} – ${business.name}`,
    description: service.description ?? business.description ?? describedBy(t, business),
  }
}

/** What it is for and whose it is, and never for whom. */
function linkHead(offer: Offer, { t }: PageReader): PageHead {
  const { business, service } = offer
  const { title, description } = offerSaid(offer, t)
  // The card of a service names its own address, where the rules of the link do not hold.
  const { brandColour, ownColour = brandColour } = business
  const whose = { ...business, brandColour: ownColour }
  const card = service.isHidden ? businessCard(whose) : serviceCard(whose, service)
  return {
    title,
    canonical: null,
    alternates: [],
    description: unformattedText(description),
    picture: sharedPicture(card, title),
    structured: null,
  }
}

function headOf(
  { business, card, path, title, description }: Described,
  language: string
): PageHead {
  const own = spokenOf([business.locale, 'en'])
  const addressIn = (tag: string) => appUrl + (tag === own ? path : withQuery(path, { lang: tag }))
  const tags = offeredLanguages().map(({ tag }) => tag)
  const inEach = tags.map((tag) => ({ language: tag, address: addressIn(tag) }))
  return {
    title,
    canonical: addressIn(language),
    alternates: [{ language: 'x-default', address: appUrl + path }, ...inEach],
    description: description && unformattedText(description),
    picture: sharedPicture(card, title),
    structured: null,
  }
}

function sharedPicture({ path, type }: CardAtAddress, alt: string): SharedPicture {
  return { address: appUrl + path, ...CARD_SIZE, type, alt }
}

function siteOf({ picture }: PageHead) {
  return { siteUrl: appUrl, image: picture.address }
}
