import db from '@adonisjs/lucid/services/db'
import { hasPlanned } from '#claims'
import type BookingSettings from '#models/settings/booking_settings'
import { MAY_HAVE_PAGE, ROOM_GOES_ALONG } from '#models/availability/host'
import type Business from '#models/settings/business'
import type { ShownPicture } from '#formats/pages/pictures'
import type { HostKind } from '#models/availability/host'
import type Host from '#models/availability/host'
import { pictureSql } from '#models/pictures/picture'
import type Service from '#models/services/service'
import { type VersionRow, VERSIONS, versionsWhere, Versions } from '#queries/availability_versions'
import { teamToken } from '#models/links/team_token'
import { isGivenBy } from '#queries/links/follow_team'
import { type LinkRules, linkRules } from '#queries/links/link_rules'
import { jsonPairs, SERVICE_READ, servicePairs, SETTINGS_READ } from '#queries/json_rows'
import { Memory } from '#queries/memory'
import { mailsWait, ownerIsProven } from '#queries/notifications/waits_for_proof'
import { sql } from '#transactions'

// prettier-ignore
const BUSINESS = [
  'id', 'slug', 'name', 'description', 'address', 'phone', 'email', 'openingTimes',
  'timeZone', 'locale', 'currency', 'weekStartsOn', 'brandColour',
] as const satisfies (keyof Business)[]

// prettier-ignore
const SETTINGS = [
  ...SETTINGS_READ, 'quietFrom', 'quietUntil', 'bookingExpiryHours', 'frameSites',
  'apiSites',
] as const satisfies (keyof BookingSettings)[]

// prettier-ignore
const SERVICE = [
  ...SERVICE_READ, 'slug', 'name', 'description', 'category', 'colour', 'instructions', 'isHidden',
  'locationType', 'locationDetails', 'furtherPlaces', 'questions', 'routing', 'compactsDay', 'confirmationUrl',
  'mostDates',
] as const satisfies (keyof Service)[]

export interface PageBusiness extends Pick<Business, (typeof BUSINESS)[number]> {
  settings: Pick<BookingSettings, (typeof SETTINGS)[number]>
  openedAt: number
  logo: ShownPicture | null
  cover: ShownPicture | null
  /** What whoever books has to agree to. */
  consent?: { id: number; version: number; body: string } | null
  /** Where a page of somebody's own has another. */
  ownColour?: string
  /** Whether no mail goes out in its name yet: none of its owners has proven their address. */
  mailsWait?: boolean
  versions?: Versions
}

export interface PageHost extends Pick<Host, 'id' | 'name' | 'pageSlug' | 'timeZone'> {
  /** Whether its own page is open. */
  hasPage?: boolean
  kind?: HostKind
  photo?: ShownPicture | null
}

/** What stands at an address of its own. */
export interface OwnPage {
  name: string
  pageSlug: string
  description: string | null
  /** Null where it is the business's. */
  colour: string | null
  isOpen: boolean
}

interface TeamOfPage extends OwnPage {
  id: number
  hostIds: number[]
}

/** A page of one person, or of several. */
export interface SchedulePage extends BusinessPage {
  own: OwnPage
  host: PageHost | null
  /** Whose times are meant. */
  hostIds: readonly number[]
}

export interface PageService extends Pick<Service, (typeof SERVICE)[number] | 'price'> {
  isByRequest: boolean
  /** Whether a request leaves its time open to others until it is approved. */
  competes: boolean
  /** Several clients may share some of its times, perhaps only in sessions planned before. */
  mayShare: boolean
  hosts: PageHost[]
  photo: ShownPicture | null
  link?: PageLink
}

export interface PageLink extends LinkRules {
  token: string
  recipient: { name: string | null; email: string | null }
  /** It only shows what clients see, and takes no booking. */
  isPreview?: true
}

export interface BusinessPage {
  business: PageBusiness
  services: PageService[]
}

interface FoundPage extends BusinessPage {
  host?: (PageHost & OwnPage) | null
  team?: TeamOfPage | null
}

const HOST = `json_build_object('id', hosts.id, 'name', hosts.name,
  'pageSlug', hosts.page_slug, 'timeZone', hosts.time_zone, 'kind', hosts.kind,
  'hasPage', hosts.page_is_active and ${MAY_HAVE_PAGE},
  'photo', ${pictureSql('host', 'businesses.id', 'hosts.id')})`

const HOST_OF_PAGE = `(select jsonb_build_object('description', page_description,
    'colour', page_colour, 'isOpen', page_is_active and is_active) || cast(${HOST} as jsonb)
  from hosts where hosts.id = (select host_id from page_slugs where slug = :value)
    and ${MAY_HAVE_PAGE})`

const TEAM_OF_PAGE = `(select json_build_object('id', team_pages.id, 'name', team_pages.name,
    'pageSlug', page_slug, 'description', page_description, 'colour', page_colour,
    'isOpen', page_is_active, 'hostIds', array(
      select host_id from team_page_hosts join hosts on hosts.id = host_id
      where team_page_id = team_pages.id and hosts.is_active
      order by hosts.position, hosts.id))
  from team_pages
  where team_pages.id = (select team_page_id from page_slugs where slug = :value))`

const pageOf = (isShown: string, more = '') => `
  select ${VERSIONS} as marks, ${ownerIsProven('businesses.id')} as "isOwnerProven",
    json_build_object(
      'business', json_build_object(${jsonPairs('businesses', BUSINESS)},
        'logo', ${pictureSql('logo', 'businesses.id')},
        'cover', ${pictureSql('cover', 'businesses.id')},
        'consent', (select json_build_object('id', id, 'version', version, 'body', body)
          from consent_texts where business_id = businesses.id and is_asked),
        'openedAt', floor(extract(epoch from businesses.created_at) * 1000),
        'settings', json_build_object(${jsonPairs('booking_settings', SETTINGS)})),
      'services', coalesce((
        select json_agg(json_build_object(${servicePairs(SERVICE)},
          'photo', ${pictureSql('service', 'businesses.id', 'services.id')},
          'isByRequest', coalesce(services.requires_approval, booking_settings.requires_approval),
          'mayShare', services.capacity > 1 or services.is_planned_only
            or ${hasPlanned('services.id', 'now()')},
          'competes', services.capacity = 1 and not services.is_planned_only
            and coalesce(services.accepts_competing_requests,
              booking_settings.accepts_competing_requests),
          'hosts', coalesce((
            select json_agg(${HOST} order by hosts.position, hosts.id)
            from service_hosts join hosts on hosts.id = service_hosts.host_id
            where service_hosts.service_id = services.id and hosts.is_active
              and not (hosts.kind = 'room' and ${ROOM_GOES_ALONG})
          ), '[]')
        ) order by services.position, services.id)
        from services where services.business_id = businesses.id and ${isShown}
      ), '[]')${more}) as page
  from businesses join booking_settings on booking_settings.business_id = businesses.id`

const PAGE = pageOf('services.is_active')
const SCHEDULE_PAGE = pageOf(
  'services.is_active',
  `, 'host', ${HOST_OF_PAGE}, 'team', ${TEAM_OF_PAGE}`
)

const STATEMENTS = {
  slug: `${PAGE}
    where businesses.slug = :value
      or businesses.id = (select business_id from retired_slugs where slug = :value)
    order by businesses.slug = :value desc
    limit 1`,
  schedule: `${SCHEDULE_PAGE}
    where businesses.id = (select business_id from page_slugs where slug = :value)`,
  id: `${PAGE} where businesses.id = :value`,
  service: `${pageOf('(services.is_active or services.id = :value)')}
    where businesses.id = (select business_id from services where id = :value)`,
  only: `${PAGE}
    where not exists (select from businesses as others where others.id <> businesses.id)`,
  oldest: `${PAGE} order by businesses.id limit 1`,
}

/** What changes without a mark is read along with the marks. */
const knownWhere = (condition: string) =>
  `select (${versionsWhere(condition)}) as marks, ${ownerIsProven(':id')} as "isOwnerProven"`

/** A business with many hosts has many versions, and not every caller asks for times. */
const VERSIONS_OF_KNOWN = {
  all: knownWhere('business_id = :id'),
  ofPage: knownWhere("business_id = :id and subject = 'business'"),
}

interface Known {
  marks: VersionRow[]
  isOwnerProven: boolean
}

/** Only keys that nothing but a change of the business itself can lead elsewhere. */
const pages = new Memory<{ version: string; page: FoundPage }>()

export async function findBusinessPage(
  slug: string,
  wanted: { withVersions?: boolean } = {}
): Promise<BusinessPage | { movedTo: string } | null> {
  const page = await findPage('slug', slug, wanted)
  return page && page.business.slug !== slug ? { movedTo: page.business.slug } : page
}

export function findBusinessPageById(id: number): Promise<BusinessPage | null> {
  return findPage('id', id)
}

/** With that one service of the business, whether it is on offer or not. */
export function findPageOfService(id: number): Promise<BusinessPage | null> {
  return findPage('service', id)
}

/** Also by an address that it had earlier, and where it is closed. */
export async function findSchedulePage(slug: string): Promise<SchedulePage | null> {
  const page = await findPage('schedule', slug)
  if (page?.host) {
    const { host } = page
    const services = page.services.filter(({ hosts }) => hosts.some(({ id }) => id === host.id))
    return { ...inColour(page, host), services, own: host, host, hostIds: [host.id] }
  }
  if (!page?.team) return null
  const { team } = page
  const services = page.services.flatMap((service) => givenByTeam(service, team))
  return { ...inColour(page, team), services, own: team, host: null, hostIds: team.hostIds }
}

/** With the colour of a page of its own, where that has one. */
export function inColour(
  { business, services }: BusinessPage,
  { colour }: Pick<OwnPage, 'colour'>
): BusinessPage {
  return {
    services,
    business: colour
      ? asOne({ ...business, brandColour: colour, ownColour: business.brandColour })
      : business,
  }
}

function givenByTeam(service: PageService, { id: teamPageId, hostIds }: TeamOfPage): PageService[] {
  if (!isGivenBy(hostIds, service)) return []
  const theirs = service.hosts.filter(({ id }) => hostIds.includes(id))
  const token = teamToken({ teamPageId, serviceId: service.id })
  const link = { ...linkRules(null, null, { hostIds }), token, recipient: NOBODY }
  return [asOne({ ...service, hosts: theirs, link })]
}

const NOBODY = { name: null, email: null }

/** The named business, also under a later name, or else the only one. */
export function findOnlyPage(slug?: string): Promise<BusinessPage | null> {
  return slug ? findPage('slug', slug) : findPage('only')
}

/** The named business, also under a later name, or else the one that was there first. */
export function findFirstPage(slug?: string): Promise<BusinessPage | null> {
  return slug ? findPage('slug', slug) : findPage('oldest')
}

/** Reads only the versions where the page is in memory; a second query where it is old. */
async function findPage(
  by: keyof typeof STATEMENTS,
  value?: string | number,
  { withVersions = true } = {}
): Promise<FoundPage | null> {
  const key = `${by} ${value}`
  const isKept = Memory.isOn && by !== 'service'
  const known = isKept ? pages.get(key) : undefined
  if (known) {
    const { id } = known.page.business
    const statement = VERSIONS_OF_KNOWN[withVersions ? 'all' : 'ofPage']
    const [now] = await sql<Known>(db.connection(), statement, { id })
    const versions = new Versions(now.marks)
    if (versions.catalogue === known.version) {
      return ofNow(known.page, now, withVersions && versions)
    }
  }
  const [row] = await sql<Known & { page: FoundPage }>(
    db.connection(),
    STATEMENTS[by],
    value === undefined ? {} : { value }
  )
  if (!row) return null
  const page = keepable(row.page)
  const versions = new Versions(row.marks)
  // Another business could take over a retired slug, or be the second one, or the first one go.
  const isItsOwn = by === 'slug' ? page.business.slug === value : !['only', 'oldest'].includes(by)
  if (isItsOwn && isKept) pages.set(key, { version: versions.catalogue, page })
  return ofNow(page, row, versions)
}

function ofNow(
  { business, ...page }: FoundPage,
  { isOwnerProven }: Known,
  versions: Versions | false
): FoundPage {
  const now = { mailsWait: mailsWait(isOwnerProven), ...(versions && { versions }) }
  return { ...page, business: asOne({ ...business, ...now }) }
}

function keepable(page: FoundPage): FoundPage {
  return frozen({ ...page, services: page.services.map(asOne) })
}

/** One page answers many visitors, so none of them may change it. */
function frozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) frozen(part)
  }
  return Object.freeze(value)
}

class Whole {}

/** Edge copies plain objects deeply for every page that shares them, but no class instances. */
function asOne<Value extends object>(value: Value): Value {
  return Object.assign(new Whole(), value)
}
